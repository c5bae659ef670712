import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { aList, anEntry } from "@/testing/fake-lists";
import { aSite } from "@/testing/fake-registry";
import { renderApp } from "@/testing/render-app";

const { lists: t, entries: e, permits: p } = texts;

const LIST = "/lists/list-0000000001";
const user = () => userEvent.setup({ delay: null });

function show(path = "/lists", about: { plates?: string[]; auth?: FakeAuth } = {}) {
  const api = new FakeApi();
  api.lists.lists = [aList()];
  api.lists.entries = (about.plates ?? []).map((plate) => anEntry({ plate }));
  api.registry.sites = [aSite()];
  return renderApp({ path, api, auth: about.auth ?? new FakeAuth().signedInAsAdmin() });
}

const press = (name: string) => user().click(screen.getByRole("button", { name }));
const dialog = () => within(screen.getByRole("dialog"));

describe("lists", () => {
  it("are not for everybody", async () => {
    show("/lists", { auth: new FakeAuth().signedIn() });
    await screen.findByRole("heading", { level: 1, name: texts.operators.only });
    expect(screen.queryByRole("link", { name: texts.app.lists })).toBeNull();
  });

  it("are seen by operators, and changed by administrators only", async () => {
    show(LIST, { plates: ["AB123"], auth: new FakeAuth().signedInAsOperator() });
    await screen.findByText("AB123");
    for (const name of [e.add, e.removeOne("AB123"), t.removeList, texts.importing.title])
      expect(screen.queryByRole("button", { name })).toBeNull();
    expect(screen.getByRole("button", { name: texts.exporting.action })).toBeTruthy();
  });

  it("are added, not without a name", async () => {
    const { api } = show();
    await screen.findByRole("link", { name: "Stolen" });
    await press(t.add);
    await user().click(dialog().getByRole("button", { name: t.save }));
    await screen.findByText(t.lacksName);
    await user().type(dialog().getByLabelText(t.name), "Residents");
    await user().click(dialog().getByRole("radio", { name: t.kinds.permit }));
    await user().click(dialog().getByRole("button", { name: t.save }));
    await waitFor(() =>
      expect(api.lists.lists).toMatchObject([{ name: "Stolen" }, { name: "Residents", kind: "permit" }]),
    );
  });

  it("that were removed are cleared when somebody goes on", async () => {
    const { api } = show("/lists", { plates: ["AB123"] });
    api.lists.lists = [aList({ removed_at: "2026-05-01T10:00:00Z" })];
    await screen.findByText(t.removed(1));
    await press(t.goOnClearing);
    await screen.findByText(t.cleared(1));
    expect(api.lists.entries).toEqual([]);
  });

  it("are missed where they are gone", async () => {
    show("/lists/list-0000000009");
    await screen.findByRole("heading", { level: 1, name: t.missing });
  });

  it("go with their entries", async () => {
    const { api } = show(LIST, { plates: ["AB123"] });
    await screen.findByText("AB123");
    await press(t.removeList);
    await user().click(dialog().getByRole("button", { name: t.remove }));
    await screen.findByText(t.empty);
    expect(api.lists.entries).toEqual([]);
  });
});

describe("entries", () => {
  it("are shown page by page, and found by how their plates begin", async () => {
    show(LIST, { plates: ["AB123", "AB124", "XY789"] });
    await screen.findByText("AB124");
    expect(screen.queryByText("XY789")).toBeNull();
    await press(e.more);
    await screen.findByText("XY789");
    await user().type(screen.getByLabelText(e.begins), "xy{Enter}");
    await waitFor(() => expect(screen.queryByText("AB123")).toBeNull());
    expect(screen.getByText("XY789")).toBeTruthy();
  });

  it("are added once the whole plate is given", async () => {
    const { api } = show(LIST);
    await screen.findByText(e.empty);
    await press(e.add);
    await user().click(dialog().getByRole("button", { name: t.save }));
    await screen.findByText(e.wrong.plate);
    await user().type(dialog().getByLabelText(e.plate), "ab 123");
    await user().type(dialog().getByLabelText(e.reason), "stolen");
    await user().click(dialog().getByRole("radio", { name: e.tolerances.probable }));
    await user().clear(dialog().getByLabelText(e.least));
    await user().type(dialog().getByLabelText(e.least), "70");
    await user().click(dialog().getByRole("button", { name: t.save }));
    await screen.findByText("AB123");
    expect(api.lists.entries).toMatchObject([{ plate: "AB123", tolerance: "probable", least_probability: 0.7 }]);
  });

  it("tell that they are there already, and which field is wrong", async () => {
    const { api } = show(LIST, { plates: ["AB123"] });
    await screen.findByText("AB123");
    await press(e.add);
    await user().type(dialog().getByLabelText(e.plate), "AB123");
    await user().click(dialog().getByRole("button", { name: t.save }));
    await screen.findByText("This plate is on the list already.");
    api.nextAnswers = [
      () => Response.json({ error: { code: "invalid_request", message: "hours: these cannot." } }, { status: 400 }),
    ];
    await user().click(dialog().getByRole("button", { name: t.save }));
    await screen.findByText(e.wrong.hours);
  });

  it("show before they are saved what they would have hit", async () => {
    const { api } = show(LIST);
    await screen.findByText(e.empty);
    const read = { read_id: "read-1", plate: "A8123", status: "accepted", camera_id: null } as const;
    const reads = [{ ...read, seen_at: "2026-05-01T10:00:00Z", tolerance: "look_alike" as const }];
    api.lists.tried = { days: 30, reads, is_more: true };
    await press(e.add);
    expect(dialog().getByRole("button", { name: e.try })).toHaveProperty("disabled", true);
    await user().type(dialog().getByLabelText(e.plate), "AB123");
    await user().click(dialog().getByRole("button", { name: e.try }));
    await screen.findByRole("link", { name: "A8123" });
    expect(dialog().getByText(e.tried(1, 30))).toBeTruthy();
    expect(dialog().getByText(e.triedMore)).toBeTruthy();
    await user().type(dialog().getByLabelText(e.plate), "4");
    expect(dialog().queryByRole("link", { name: "A8123" })).toBeNull();
    expect(api.lists.entries).toEqual([]);
  });

  it("are changed by the version that was seen", async () => {
    const { api } = show(LIST, { plates: ["AB123"] });
    await screen.findByText("AB123");
    await press(e.changeTitle("AB123"));
    await user().type(dialog().getByLabelText(e.reason), "found");
    await user().click(dialog().getByRole("button", { name: t.save }));
    await screen.findByText("found");
    expect(api.lists.bodies).toContainEqual(
      expect.objectContaining({ seen: { plate: "AB123", region: null, version: 1 }, reason: "found" }),
    );
  });

  it("are removed at once, and put back as they were", async () => {
    const { api } = show(LIST, { plates: ["AB123"] });
    await screen.findByText("AB123");
    await press(e.removeOne("AB123"));
    await screen.findByText(e.removed("AB123"));
    expect(api.lists.entries).toEqual([]);
    await press(e.undo);
    await waitFor(() => expect(api.lists.entries).toMatchObject([{ plate: "AB123" }]));
    await waitFor(() => expect(screen.queryByText(e.removed("AB123"))).toBeNull());
  });

  it("that have ended go together", async () => {
    const { api } = show(LIST, { plates: ["AB123"] });
    api.lists.entries.push(anEntry({ plate: "AB124", until: "2020-01-01T00:00:00Z" }));
    await screen.findByText(e.over);
    await press(t.clearEnded);
    await screen.findByText(t.cleared(1));
    expect(api.lists.entries).toMatchObject([{ plate: "AB123" }]);
  });
});

describe("whether a plate may be here", () => {
  it("is told with the permit, and whether that opens a gate", async () => {
    const { api } = show("/lists", { auth: new FakeAuth().signedInAsOperator() });
    const entry = anEntry({ holder: "Flat 3", group: "Family" });
    api.lists.permit = {
      answer: "allowed_likely",
      opens_gate: false,
      share: { most_at_a_time: 2, inside: null, not_counted: "not_followed", sentence: "Not known." },
      plate: "A8123",
      tolerance: "look_alike",
      list_id: "list-1",
      list_name: "Residents",
      entry,
    };
    await user().type(await screen.findByLabelText(p.plate), "a8 123{Enter}");
    await screen.findByText(`A8123: ${p.answers.allowed_likely}`);
    for (const text of [`${p.entry("AB123", "Residents")} · Flat 3`, p.gate.no, p.notCounted.not_followed])
      expect(screen.getByText(text)).toBeTruthy();
  });

  it.each([
    [1, p.taken(1, 2)],
    [2, p.full(2, 2)],
  ])("tells how many share the permit, %i of two inside", async (inside, text) => {
    const { api } = show("/lists", { auth: new FakeAuth().signedInAsOperator() });
    api.lists.permit = {
      answer: inside === 2 ? "shared_in_use" : "allowed",
      opens_gate: inside < 2,
      share: { most_at_a_time: 2, inside, not_counted: null, sentence: "Some." },
      plate: "AB123",
      tolerance: "exact",
      list_id: "list-1",
      list_name: "Residents",
      entry: anEntry({ group: "Family", most_at_a_time: 2 }),
    };
    await user().type(await screen.findByLabelText(p.plate), "AB123{Enter}");
    await screen.findByText(text);
  });

  it("is not asked of nothing, and says so", async () => {
    show();
    await user().click(await screen.findByRole("button", { name: p.ask }));
    await screen.findByText(p.wrongPlate);
  });

  it("is not asked of what is no plate", async () => {
    show();
    await user().type(await screen.findByLabelText(p.plate), "***{Enter}");
    await screen.findByText(p.wrongPlate);
  });
});
