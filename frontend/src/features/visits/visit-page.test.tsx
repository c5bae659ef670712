import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import type { VisitDetail } from "@/client";
import { siteTimeText } from "@/lib/parking/time";
import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { aSite } from "@/testing/fake-registry";
import { cutOff, mend } from "@/testing/outage";
import { aClosedVisit, anEnd, aQuestion, aStanding, aVisit } from "@/testing/parking-samples";
import { renderApp, type World } from "@/testing/render-app";

const { visit: t, questions: q } = texts;
const user = () => userEvent.setup({ delay: null });

const TOO_LONG = aStanding({
  over_at: "2026-05-01T09:00:00Z",
  reason: "free_time_over",
  needs_person: true,
  may_follow: ["confirmed", "waived"],
});

function show(visit: VisitDetail) {
  const api = new FakeApi();
  api.parking.visits = [visit];
  return renderApp({ path: `/visits/${visit.visit_id}`, api, auth: new FakeAuth().signedInAsOperator() });
}

const dialog = async () => within(await screen.findByRole("dialog"));
const said = ({ api }: World, act: string): number => api.requests.filter(({ url }) => url.endsWith(`/${act}`)).length;

describe("a visit", () => {
  it("shows both ends beside each other, as read, and how far they are trusted", async () => {
    show(aClosedVisit());
    await screen.findByRole("heading", { level: 2, name: t.entry });
    expect(screen.getByRole("heading", { level: 2, name: t.exit })).toBeTruthy();
    expect(screen.getAllByText(t.trust.accepted).length).toBeGreaterThanOrEqual(2);
    expect(screen.getByText(t.pairing.exact)).toBeTruthy();
    expect(screen.getByText(t.neverOver)).toBeTruthy();
  });

  it("says until when a vehicle could have stayed that left in time", async () => {
    show(aClosedVisit({ region: null, standing: aStanding({ over_at: "2026-05-01T10:00:00Z" }) }));
    await screen.findByText(t.couldStay(siteTimeText("2026-05-01T10:00:00Z", "Asia/Ho_Chi_Minh")));
    expect(screen.queryByText(texts.photo.regionUnknown)).toBeNull();
  });

  it("names in its history what changed, and leaves out what nobody asks for", async () => {
    const entry = { at: "2026-05-01T09:30:02Z", version: 2, kind: "visit.closed", by_email: null };
    show(aClosedVisit({ history: [{ ...entry, fields: ["exit", "lapses_at"] }] }));
    await screen.findByText(t.fields("exit"));
  });

  it("says of one on a spot, while it lasts and when it is over, that a new one begins each 30 days", async () => {
    const entry = anEnd({ is_at_gate: false });
    const open = show(aVisit({ entry }));
    await screen.findByText(t.spotAnew, { exact: false });
    open.unmount();
    show(aVisit({ entry, state: "closed", ending: "not_seen_any_more" }));
    await screen.findByText(t.endings.not_seen_any_more, { exact: false });
  });

  it("says whose permit spares it, and on which list that is", async () => {
    show(aVisit({ permit: "Flat 12", permit_list: "Residents" }));
    await screen.findByText(texts.visits.permit("Flat 12", "Residents"));
  });

  it("says why a photo is missing", async () => {
    show(aVisit());
    await screen.findByText(t.stillInside);
  });

  it("tells what is to be known in sentences", async () => {
    show(aClosedVisit({ notes: ["likely_pair", "other_colour"] }));
    await screen.findByText(t.notes.likely_pair);
    expect(screen.getByText(t.notes.other_colour)).toBeTruthy();
  });

  it("says that the machine fines nobody, and that a person has to look", async () => {
    show(aClosedVisit({ standing: TOO_LONG }));
    await screen.findByText(t.finesNobody);
    expect(screen.getByText(t.needsPerson)).toBeTruthy();
    expect(screen.queryByRole("button", { name: t.acts.enforced.action })).toBeNull();
  });

  it("is confirmed once however often that is pressed, and can be waived after that", async () => {
    const page = show(aClosedVisit({ standing: TOO_LONG }));
    await user().click(await screen.findByRole("button", { name: t.acts.confirmed.action }));
    const button = (await dialog()).getByRole("button", { name: t.acts.confirmed.action });
    await user().dblClick(button);
    await screen.findByText(t.said.confirmed);
    expect(said(page, "say")).toBe(1);
    expect(screen.getByRole("button", { name: t.acts.waived.action })).toBeTruthy();
    expect(screen.getByRole("button", { name: t.acts.enforced.action })).toBeTruthy();
  });

  it("that changed meanwhile is shown anew, and nothing is done", async () => {
    const page = show(aClosedVisit({ standing: TOO_LONG }));
    await user().click(await screen.findByRole("button", { name: t.acts.confirmed.action }));
    page.api.parking.visits = [aClosedVisit({ plate: "NEW1NEW", version: 3 })];
    await user().click((await dialog()).getByRole("button", { name: t.acts.confirmed.action }));
    await screen.findByText(t.changedTitle);
    await screen.findByText("NEW1NEW");
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(screen.queryByRole("button", { name: t.acts.confirmed.action })).toBeNull();
  });

  it("keeps what was asked for while there is no network", async () => {
    const page = show(aClosedVisit({ standing: TOO_LONG }));
    await user().click(await screen.findByRole("button", { name: t.acts.waived.action }));
    cutOff();
    await user().click((await dialog()).getByRole("button", { name: t.acts.waived.action }));
    await screen.findByText(texts.errors.network);
    mend(page);
    await user().click((await dialog()).getByRole("button", { name: t.acts.waived.action }));
    await screen.findByText(t.said.waived);
  });

  it("ends when a person says when the vehicle left, by the site's clocks", async () => {
    const page = show(aVisit());
    await user().click(await screen.findByRole("button", { name: t.leftAction }));
    const field = (await dialog()).getByLabelText(t.leftAt("Asia/Ho_Chi_Minh"));
    // Before the vehicle was seen last.
    fireEvent.change(field, { target: { value: "2026-05-01T14:00" } });
    await user().click((await dialog()).getByRole("button", { name: t.leftAction }));
    await (await dialog()).findByText(t.leftWrong);
    expect(said(page, "left")).toBe(0);
    fireEvent.change(field, { target: { value: "2026-05-01T17:30" } });
    await user().click((await dialog()).getByRole("button", { name: t.leftAction }));
    await screen.findByText(t.said.left);
    expect(page.api.parking.visits[0]?.ended_at).toBe("2026-05-01T10:30:00.000Z");
  });

  it("is parted only after a second look", async () => {
    const page = show(aClosedVisit());
    await user().click(await screen.findByRole("button", { name: t.partAction }));
    await (await dialog()).findByText(t.partHelp);
    expect(said(page, "part")).toBe(0);
    await user().click((await dialog()).getByRole("button", { name: t.partAction }));
    await screen.findByText(t.said.part);
  });

  it("asks on its own page which entry an exit belongs to", async () => {
    const page = show(aQuestion());
    await user().click(await screen.findByRole("button", { name: new RegExp(q.entryOf(2)) }));
    await screen.findByText(t.said.answer);
    await waitFor(() => expect(page.api.parking.visits[0]?.entry?.read_id).toBe("entry-2-1"));
  });

  it("leads back to the visits of its own site, also where that was removed", async () => {
    const page = show(aVisit({ site_id: "site-0000000002" }));
    page.api.registry.sites = [
      aSite(),
      aSite({ site_id: "site-0000000002", name: "Harbour", removed_at: "2026-05-01T09:00:00Z" }),
    ];
    await screen.findByRole("heading", { level: 2, name: t.entry });
    await user().click(screen.getByRole("link", { name: t.back }));
    await waitFor(() => expect(page.address()).toBe("/visits?site=site-0000000002"));
    await waitFor(() => expect(page.api.parking.searched.at(-1)).toMatchObject({ site_id: "site-0000000002" }));
  });

  it("that is not there says so", async () => {
    const page = show(aVisit());
    page.unmount();
    renderApp({ path: "/visits/nobody-has-this", api: page.api, auth: new FakeAuth().signedInAsOperator() });
    await screen.findByRole("heading", { level: 1, name: t.notFound });
  });
});
