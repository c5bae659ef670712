import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { texts } from "@/lib/texts";
import { refusal } from "@/testing/answers";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { aSite } from "@/testing/fake-registry";
import { cutOff, mend } from "@/testing/outage";
import { aClosedVisit, aStanding, aVisit } from "@/testing/parking-samples";
import { renderApp } from "@/testing/render-app";

const { visits: t, purpose } = texts;
const user = () => userEvent.setup({ delay: null });

function show(path = "/visits", setUp: (api: FakeApi) => void = () => undefined) {
  const api = new FakeApi();
  api.registry.sites = [aSite(), aSite({ site_id: "site-0000000002", name: "Harbour" })];
  api.parking.visits = [
    aVisit(),
    aClosedVisit({ visit_id: "upload-9-1", plate: "XY99ZZZ" }),
    aVisit({
      visit_id: "upload-7-1",
      plate: "LONG777",
      standing: aStanding({ reason: "free_time_over", over_at: "2026-05-01T09:00:00Z", needs_person: true }),
    }),
  ];
  setUp(api);
  return renderApp({ path, api, auth: new FakeAuth().signedInAsOperator() });
}

beforeEach(() => {
  vi.stubGlobal("URL", Object.assign(URL, { createObjectURL: () => "blob:x", revokeObjectURL: () => undefined }));
});

describe("visits", () => {
  it("are those of the first site where nobody chose one", async () => {
    const { api } = show();
    await screen.findByText("XY99ZZZ");
    expect(api.parking.searched[0]).toMatchObject({ site_id: "site-0000000001", pile: "all" });
    expect(screen.getByText(texts.visit.stands.needsPerson)).toBeTruthy();
  });

  it("are chosen by their pile, which stands in the address", async () => {
    const page = show();
    await user().click(await screen.findByRole("button", { name: t.piles.overstayed }));
    await waitFor(() => expect(page.address()).toBe("/visits?pile=overstayed"));
    await screen.findByText("LONG777");
    await waitFor(() => expect(screen.queryByText("XY99ZZZ")).toBeNull());
    expect(document.activeElement?.textContent).toBe(t.piles.overstayed);
  });

  it("are asked for by the days of the site's clocks", async () => {
    const { api } = show("/visits?from=2026-05-01&to=2026-05-01");
    await screen.findByText("XY99ZZZ");
    expect(api.parking.searched[0]).toMatchObject({ from: "2026-04-30T17:00:00.000Z", to: "2026-05-01T17:00:00.000Z" });
  });

  it("of days that end before they begin are asked of nobody", async () => {
    const { api } = show("/visits?from=2026-05-02&to=2026-05-01");
    await screen.findByText(t.endsBefore);
    expect(api.parking.searched).toEqual([]);
  });

  it("of a plate keep it out of what is sent as an address, and ask why where that has to be said", async () => {
    const page = show("/visits", (api) => (api.parking.needsPurpose = true));
    await user().type(await screen.findByLabelText(t.plate), "XY99ZZZ{Enter}");
    await screen.findByText(purpose.needed);
    expect(page.address()).toBe("/visits#plate=XY99ZZZ");
    await user().type(screen.getByLabelText(purpose.reason), "A complaint{Enter}");
    await screen.findByRole("link", { name: "XY99ZZZ" });
    expect(page.api.requests.every(({ url }) => !url.includes("XY99ZZZ"))).toBe(true);
    expect(page.api.parking.searched.at(-1)).toMatchObject({ plate: "XY99ZZZ", purpose: { reason: "A complaint" } });
  });

  it("that are none say so by what was looked for", async () => {
    show("/visits?pile=questions");
    await screen.findByText(t.noneOf.questions);
  });

  it("are explained where somebody asks how they are made", async () => {
    show();
    await user().click(await screen.findByRole("button", { name: t.how }));
    expect(screen.getByText(t.cases.camera_moved)).toBeTruthy();
  });

  it("need a site first", async () => {
    show("/visits", (api) => (api.registry.sites = []));
    await screen.findByText(t.noSites);
  });

  it("stay on the page while the network is gone, and go on by themselves", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const page = show();
    await screen.findByText("XY99ZZZ");
    cutOff();
    await vi.advanceTimersByTimeAsync(30_000);
    await screen.findByText(t.stale);
    expect(screen.getByText("XY99ZZZ")).toBeTruthy();
    mend(page);
    await vi.advanceTimersByTimeAsync(30_000);
    await waitFor(() => expect(screen.queryByText(t.stale)).toBeNull());
    vi.useRealTimers();
  });

  it("say in the API's words why they cannot be shown", async () => {
    show("/visits", (api) => api.nextAnswers.push(() => refusal(403, "forbidden", "You may not.")));
    await screen.findByText("You may not.");
  });

  it("are exported of one site and of some days, piece by piece", async () => {
    const { api } = show("/visits?from=2026-05-01&to=2026-05-02", ({ parking }) => {
      parking.pieces = ['id,note\r\n1,"two\r\nlines"\r\n', "2,x\r\n"];
    });
    await user().click(await screen.findByRole("button", { name: t.export }));
    const dialog = within(await screen.findByRole("dialog"));
    await user().click(dialog.getByRole("button", { name: t.exportStart }));
    await screen.findByText(t.exported(2));
    const sent = api.requests.filter(({ url }) => url.endsWith("/visits/export"));
    expect(sent).toHaveLength(2);
  });

  it("say why an export did not work", async () => {
    const { api } = show();
    await user().click(await screen.findByRole("button", { name: t.export }));
    api.nextAnswers.push(() => refusal(400, "invalid_request", "Too many days."));
    await user().click(screen.getByRole("button", { name: t.exportStart }));
    await screen.findByText("Too many days.");
  });
});
