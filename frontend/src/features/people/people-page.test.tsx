import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import type { Person } from "@/client";
import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { aPerson } from "@/testing/fake-people";
import { renderApp } from "@/testing/render-app";

const { people: t } = texts;

const PAUL = aPerson();
const SELF = aPerson({ person_id: "operator-1", email: "adam@example.com", groups: ["admins"] });

const user = () => userEvent.setup({ delay: null });
const press = async (name: string) => user().click(await screen.findByRole("button", { name }));
const dialog = async () => within(await screen.findByRole("dialog"));

function show(people: Person[] = [PAUL, SELF], auth = new FakeAuth().signedInAsAdmin()) {
  const api = new FakeApi();
  api.people.people = people;
  return renderApp({ path: "/people", api, auth });
}

describe("people", () => {
  it("are for administrators only", async () => {
    show([PAUL], new FakeAuth().signedInAsOperator());
    await screen.findByRole("heading", { level: 1, name: texts.administrators.only });
    expect(screen.queryByRole("link", { name: t.title })).toBeNull();
  });

  it("are shown with how they stand, and it is told when changes take effect", async () => {
    show([aPerson({ state: "invited", groups: ["operators"] }), SELF]);
    await screen.findByText(PAUL.email);
    expect(screen.getByText(t.states.invited)).toBeTruthy();
    expect(screen.getByText(t.groups.operators)).toBeTruthy();
    expect(screen.getByText(`${SELF.email} (${t.you})`)).toBeTruthy();
    expect(screen.getByText(t.effects)).toBeTruthy();
  });

  it("come a page at a time", async () => {
    show(Array.from({ length: 21 }, (_, n) => aPerson({ person_id: `p${n}`, email: `p${n}@example.com` })));
    await press(t.more);
    await screen.findByText("p20@example.com");
    expect(screen.queryByRole("button", { name: t.more })).toBeNull();
  });

  it("are invited into groups, and told of", async () => {
    const { api } = show();
    await press(t.invite);
    const form = await dialog();
    await user().type(form.getByLabelText(t.email), "new@example.com");
    await user().click(form.getByRole("checkbox", { name: t.groups.operators }));
    await user().click(form.getByRole("button", { name: t.send }));
    await screen.findByText(t.invited("new@example.com"));
    await screen.findByText("new@example.com");
    const body = { email: "new@example.com", groups: ["operators"] };
    expect(api.people.asked).toContainEqual({ what: "POST /people", body });
  });

  it("are not invited at what is no address, nor twice", async () => {
    show();
    await press(t.invite);
    const form = await dialog();
    await user().type(form.getByLabelText(t.email), "nobody");
    await user().click(form.getByRole("button", { name: t.send }));
    await form.findByText(t.wrongEmail);
    await user().clear(form.getByLabelText(t.email));
    await user().type(form.getByLabelText(t.email), PAUL.email);
    await user().click(form.getByRole("button", { name: t.send }));
    await form.findByText(/already/);
  });

  it("get other groups, with the ones that were seen", async () => {
    const { api } = show();
    await press(t.setGroupsOf(PAUL.email));
    const form = await dialog();
    await user().click(form.getByRole("checkbox", { name: t.groups.admins }));
    await user().click(form.getByRole("button", { name: t.save }));
    await screen.findByText(t.saved(PAUL.email));
    expect(api.people.asked.at(-1)).toEqual({
      what: "POST /people/person-1/groups",
      body: { groups: ["admins"], seen: [] },
    });
  });

  it("do not take from themselves what they could not give back", async () => {
    show();
    await screen.findByText(PAUL.email);
    expect(screen.queryByRole("button", { name: t.disableOne(SELF.email) })).toBeNull();
    await press(t.setGroupsOf(SELF.email));
    const box = (await dialog()).getByRole<HTMLInputElement>("checkbox", { name: t.groups.admins });
    expect([box.checked, box.disabled]).toEqual([true, true]);
  });

  it("are disabled once somebody says so, and enabled again", async () => {
    const { api } = show();
    await press(t.disableOne(PAUL.email));
    expect(api.people.asked).toHaveLength(1);
    await user().click((await dialog()).getByRole("button", { name: t.disable }));
    await screen.findByText(t.disabled(PAUL.email));
    expect(screen.getByText(t.states.disabled)).toBeTruthy();
    await press(t.enableOne(PAUL.email));
    await screen.findByText(t.enabled(PAUL.email));
    await waitFor(() => expect(screen.queryByText(t.states.disabled)).toBeNull());
    expect(api.people.asked.filter(({ what }) => what.startsWith("GET"))).toHaveLength(1);
  });

  it("who have not come yet are invited again", async () => {
    const { api } = show([aPerson({ state: "invited" })]);
    await press(t.againOne(PAUL.email));
    await screen.findByText(t.mailed(PAUL.email));
    expect(api.people.asked.at(-1)?.what).toBe("POST /people/person-1/invite");
  });

  it("are found by how their address begins, which stands in no address of a page", async () => {
    const { api, address } = show();
    await user().type(await screen.findByLabelText(t.search), "adam{Enter}");
    await waitFor(() => expect(screen.queryByText(PAUL.email)).toBeNull());
    expect(api.people.asked.at(-1)?.what).toBe("POST /people/search");
    expect(address()).toBe("/people");
    await press(t.searchClear);
    await screen.findByText(PAUL.email);
  });
});
