import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import type { Camera } from "@/client";
import { shareText } from "@/lib/format";
import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { aCamera, aHealth, aSite } from "@/testing/fake-registry";
import { renderApp } from "@/testing/render-app";

import { clockText, durationText, gapText, perDayText } from "./words";

const { cameras, watching: t } = texts;

const SOME_PHOTO = { upload_id: "1", arrived_at: "2026-05-01T10:00:00Z", thumbnail_url: null };
const WARNED: Camera["budget"] = { calls_a_day: 1000, calls_today: 800, spending: "warning" };
const SPENT: Camera["budget"] = { calls_a_day: 1000, calls_today: 1002, spending: "spent" };

describe("how a camera is", () => {
  it.each([
    [4.26, t.seconds("4.3")],
    [45, t.seconds("45")],
    [150, t.minutes("2.5")],
    [3600, t.minutes("60")],
    [25_200, t.hours("7")],
  ])("is told in units that suit %d seconds", (seconds, text) => {
    expect(durationText(seconds)).toBe(text);
  });

  it.each([
    [null, cameras.clockUnknown],
    [-1.9, t.clockRight],
    [30, cameras.clockAhead(t.seconds("30"))],
    [-25_200, cameras.clockBehind(t.hours("7"))],
  ])("tells of a clock by %s", (clock_error_seconds, text) => {
    expect(clockText(aHealth({ clock_error_seconds }))).toBe(text);
  });

  it("tells nothing that is not known", () => {
    expect([gapText(aHealth()), perDayText(aHealth())]).toEqual([t.unknown, t.unknown]);
    expect(perDayText(aHealth({ photos_a_day: 0.71 }))).toBe("0.7");
  });

  it("says on its page what is wrong, and what to do", async () => {
    const api = new FakeApi();
    const last_photo = { upload_id: "upload-1", arrived_at: "2026-05-01T10:00:00Z", thumbnail_url: null };
    const health = aHealth({ ailments: ["silent", "reads_falling"], usual_gap_seconds: 120, share_with_read: 0.4 });
    api.registry.sites = [aSite({ cameras: [aCamera({ last_photo, health })] })];
    renderApp({ path: "/cameras/cam-0000000001", api, auth: new FakeAuth().signedInAsOperator() });
    await screen.findByText(t.ailmentHelp.silent);
    for (const text of [t.ailmentHelp.reads_falling, t.gap(t.minutes("2")), shareText(0.4)])
      expect(screen.getByText(text)).toBeTruthy();
    expect(screen.queryByText(t.ailmentHelp.clock_off)).toBeNull();
  });

  it("says on its page that its photos wait, to operators, too", async () => {
    const api = new FakeApi();
    api.registry.sites = [aSite({ cameras: [aCamera({ last_photo: SOME_PHOTO, budget: SPENT })] })];
    renderApp({ path: "/cameras/cam-0000000001", api, auth: new FakeAuth().signedInAsOperator() });
    await screen.findByText(texts.budget.ofCamera.spent("1,002", "1,000"));
    expect(screen.queryByText(t.well)).toBeNull();
  });

  it.each([
    ["well", aCamera({ last_photo: SOME_PHOTO }), t.well],
    ["nearly beyond its budget", aCamera({ last_photo: SOME_PHOTO, budget: WARNED }), t.budgetNearlySpent],
    ["beyond its budget", aCamera({ last_photo: SOME_PHOTO, budget: SPENT }), t.budgetSpent],
    ["new", aCamera(), t.noPhoto],
    ["off", aCamera({ is_active: false }), cameras.inactive],
  ])("is told in a word where it is %s", async (_, camera, word) => {
    const api = new FakeApi();
    api.registry.sites = [aSite({ cameras: [camera] })];
    renderApp({ path: "/cameras/cam-0000000001", api, auth: new FakeAuth().signedInAsOperator() });
    expect((await screen.findAllByText(word)).length).toBeGreaterThan(0);
  });
});
