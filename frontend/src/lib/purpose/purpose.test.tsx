import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";

import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { renderApp } from "@/testing/render-app";
import { aFind } from "@/testing/samples";

const { purpose: t } = texts;

const user = () => userEvent.setup({ delay: null });

function show(path: string, needed: boolean) {
  const api = new FakeApi();
  api.reads.needsPurpose = needed;
  api.reads.found = [[aFind()]];
  api.reads.plates = { ABC1234: { plate: "ABC1234", first_seen_at: null, last_seen_at: null, near: [], noted: null } };
  return renderApp({ path, api, auth: new FakeAuth().signedInAsOperator() });
}

async function give(reason: string, reference = ""): Promise<void> {
  await user().type(await screen.findByLabelText(t.reason), reason);
  if (reference !== "") await user().type(screen.getByLabelText(t.reference), reference);
  await user().click(screen.getByRole("button", { name: t.give }));
}

afterEach(() => vi.useRealTimers());

describe("the purpose of searches", () => {
  it.each(["/reads", "/plates#ABC1234"])(
    "is asked for on %s where it is needed, and then all is shown",
    async (path) => {
      const { api } = show(path, true);
      await screen.findByText(t.needed);
      await give("stolen vehicle", "26-114");
      expect(await screen.findAllByText("ABC1234")).not.toHaveLength(0);
      await screen.findByText(t.said(t.withReference("stolen vehicle", "26-114")));
      expect(api.reads.searches.at(-1)?.purpose).toEqual({ reason: "stolen vehicle", reference: "26-114" });
    },
  );

  it("is not taken where it says nothing", async () => {
    show("/reads", true);
    await give("ab");
    await screen.findByText(t.reasonWrong(3, 200));
    expect(screen.queryByText("ABC1234")).toBeNull();
  });

  it("may be said and changed where nobody asks for it, and goes with all that follows", async () => {
    const { api } = show("/reads", false);
    await screen.findByText("ABC1234");
    expect(api.reads.searches[0]?.purpose).toBeUndefined();
    await user().click(screen.getByRole("button", { name: t.state }));
    await give("stolen vehicle");
    await user().click(await screen.findByRole("button", { name: t.change }));
    await user().clear(screen.getByLabelText(t.reason));
    await give("found again");
    await user().click(screen.getByRole("button", { name: texts.reads.export }));
    await waitFor(() => expect(screen.getByText(t.said("found again"))).toBeTruthy());
    await user().type(screen.getByLabelText(texts.reads.fields.plate), "ab 12");
    await user().click(screen.getByRole("button", { name: texts.reads.search }));
    await waitFor(() => expect(api.reads.searches.at(-1)?.purpose).toEqual({ reason: "found again", reference: null }));
  });

  it("is forgotten after four hours, and by whoever comes next", async () => {
    const { saidBy, setPurpose } = await import("./purpose");
    const auth = new FakeAuth().signedInAsOperator();
    const client = {} as Parameters<typeof saidBy>[0];
    vi.useFakeTimers();
    setPurpose({ client, auth }, { reason: "stolen vehicle" });
    vi.advanceTimersByTime(4 * 3600 * 1000 - 1);
    expect(saidBy(client)).toEqual({ purpose: { reason: "stolen vehicle" } });
    vi.advanceTimersByTime(1);
    expect(saidBy(client)).toEqual({});
    setPurpose({ client, auth }, { reason: "stolen vehicle" });
    await auth.signOut();
    expect(saidBy(client)).toEqual({});
  });
});
