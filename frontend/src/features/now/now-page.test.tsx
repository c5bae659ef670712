import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";

import type { SiteNow } from "@/client";
import { texts } from "@/lib/texts";
import { refusal } from "@/testing/answers";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { failToFetch } from "@/testing/outage";
import { anExit, aClosedVisit, aSiteNow } from "@/testing/parking-samples";
import { renderApp } from "@/testing/render-app";

const { now: t } = texts;
const user = () => userEvent.setup({ delay: null });

function show(sites: SiteNow[], path = "/now") {
  const api = new FakeApi();
  api.parking.sites = sites;
  return renderApp({ path, api, auth: new FakeAuth().signedInAsOperator() });
}

describe("the page of now", () => {
  it("is not for everybody", async () => {
    renderApp({ path: "/now", auth: new FakeAuth().signedIn() });
    await screen.findByRole("heading", { level: 1, name: texts.operators.only });
    expect(screen.queryByRole("link", { name: texts.app.now })).toBeNull();
  });

  it("is the first way in the menu of operators", async () => {
    show([]);
    const menu = await screen.findByRole("navigation", { name: texts.app.navigation });
    expect(within(menu).getAllByRole("link")[0]?.textContent).toBe(texts.app.now);
  });

  it("says how to begin where there is no site", async () => {
    const page = show([]);
    await screen.findByText("npm run carpark");
    await user().click(screen.getByRole("button", { name: t.begin }));
    await waitFor(() => expect(page.path()).toBe("/cameras"));
  });

  it("tells the count with its error, its room, and since when it counts by the site's clocks", async () => {
    show([aSiteNow()]);
    const tile = within(await screen.findByRole("article", { name: "Central" }));
    expect(tile.getByText("142")).toBeTruthy();
    expect(tile.getByText(t.plusMinus("6"))).toBeTruthy();
    expect(tile.getByText(t.of("200"))).toBeTruthy();
    expect(tile.getByText(t.free("58"))).toBeTruthy();
    expect(tile.getByText(new RegExp(t.bySchedule))).toBeTruthy();
  });

  it("asks for a count where there is none", async () => {
    show([aSiteNow({ vehicles: null, since: null })]);
    await screen.findByText(t.uncounted);
    expect(screen.getByRole("link", { name: t.setCount }).getAttribute("href")).toMatch(/occupancy$/);
  });

  it("says which way the vehicle went that was seen last", async () => {
    show([aSiteNow({ last: anExit(), last_visit: aClosedVisit() })]);
    const tile = within(await screen.findByRole("article", { name: "Central" }));
    expect(tile.getByText(t.ways.out, { exact: false })).toBeTruthy();
    expect(tile.getByRole("link", { name: "AB12CDE" }).getAttribute("href")).toBe("/visits/upload-1-1");
  });

  it("leads to what waits, and is quiet where nothing does", async () => {
    show([
      aSiteNow({ overstayed: 3, questions: 1, waiting_alerts: 100, silent_cameras: 2 }),
      aSiteNow({ site_id: "site-0000000002", site_name: "Harbour" }),
    ]);
    const tile = within(await screen.findByRole("article", { name: "Central" }));
    const ways = [t.alerts(100, true), t.overstayed(3, false), t.questions(1, false), t.silent(2)];
    for (const name of ways) expect(tile.getByRole("link", { name })).toBeTruthy();
    expect(within(screen.getByRole("article", { name: "Harbour" })).getByText(t.quiet)).toBeTruthy();
  });

  it("counts questions at the way to the review", async () => {
    show([aSiteNow({ questions: 2 })]);
    await screen.findByRole("img", { name: texts.live.waitingFor("2") });
  });

  it("stays as it was without a network, and says since when; it goes on by itself", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const page = show([aSiteNow()]);
    await screen.findByText("142");
    page.api.parking.whenNow = failToFetch;
    await vi.advanceTimersByTimeAsync(6_000);
    await screen.findByText(/cannot be reached/);
    expect(screen.getByText("142")).toBeTruthy();
    page.api.parking.whenNow = null;
    page.api.parking.sites = [aSiteNow({ vehicles: 143 })];
    await vi.advanceTimersByTimeAsync(10_000);
    await screen.findByText("143");
    expect(screen.queryByText(/cannot be reached/)).toBeNull();
    vi.useRealTimers();
  });

  it("says what is wrong where it never came, and tries again when asked", async () => {
    const api = new FakeApi();
    api.parking.whenNow = () => refusal(403, "forbidden", "You may not.");
    renderApp({ path: "/now", api, auth: new FakeAuth().signedInAsOperator() });
    await screen.findByText("You may not.");
    api.parking.whenNow = null;
    api.parking.sites = [aSiteNow()];
    await user().click(screen.getByRole("button", { name: texts.errors.tryAgain }));
    await screen.findByText("142");
  });

  it("becomes a wall screen by its address, and one again by a button", async () => {
    const page = show([aSiteNow()], "/now?wall=1");
    await user().click(await screen.findByRole("button", { name: t.leaveWall }));
    await waitFor(() => expect(page.address()).toBe("/now"));
    await user().click(screen.getByRole("button", { name: t.wall }));
    await waitFor(() => expect(page.address()).toBe("/now?wall=1"));
  });
});
