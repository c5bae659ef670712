import { describe, expect, it } from "vitest";

import { byDay, byHourOfDay, hoursWithin, medianSeconds, named, secondsOf, tenthsOf, totalOf } from "./figures";
import { dayOf, startOf } from "./range";

const WEEK = { from: "2026-05-01", to: "2026-05-03" };

/** An hour of the reader's zone, as the API names it in UTC. */
const hourAt = (day: string, hour: number, counts: Record<string, number>) => ({
  hour: new Date(startOf(day).getTime() + hour * 3_600_000).toISOString().slice(0, 13),
  counts,
});
const within = (...hours: ReturnType<typeof hourAt>[]) =>
  hoursWithin({ hours, total: {}, median_seconds: null, nothing_lost: null, budget: null, is_complete: true }, WEEK);

describe("the hours of some days", () => {
  it("are those of the reader's zone: what the API gives around them is left out", () => {
    const hours = within(
      hourAt("2026-04-30", 23, { reads: 1 }),
      hourAt("2026-05-01", 0, { reads: 2 }),
      hourAt("2026-05-03", 23, { reads: 3 }),
      hourAt("2026-05-04", 0, { reads: 4 }),
    );
    expect(hours.map(({ at, counts }) => [dayOf(at), counts.reads])).toEqual([
      ["2026-05-01", 2],
      ["2026-05-03", 3],
    ]);
  });

  it("are added up by day, days without any as well", () => {
    const hours = within(
      hourAt("2026-05-01", 9, { reads: 3, "status:needs_review": 1 }),
      hourAt("2026-05-01", 10, { reads: 2, "status:needs_review": 1 }),
      hourAt("2026-05-03", 9, { reads: 1 }),
    );
    expect(byDay(hours, WEEK)).toEqual([
      { label: "2026-05-01", reads: 5, doubtful: 2 },
      { label: "2026-05-02", reads: 0, doubtful: 0 },
      { label: "2026-05-03", reads: 1, doubtful: 0 },
    ]);
  });

  it("are added up by the hour of the day", () => {
    const slots = byHourOfDay(within(hourAt("2026-05-01", 9, { reads: 3 }), hourAt("2026-05-02", 9, { reads: 1 })));
    expect(slots).toHaveLength(24);
    expect(slots.filter(({ reads }) => reads > 0)).toEqual([{ label: "09:00", reads: 4, doubtful: 0 }]);
  });
});

describe("counts with names", () => {
  it("come the largest first, without those that were taken back", () => {
    const total = totalOf(
      within(
        hourAt("2026-05-01", 9, { "confused:0O": 1, "confused:8B": 2, "confused:1I": 1 }),
        hourAt("2026-05-01", 10, { "confused:1I": -1, "failure:empty": 1 }),
      ),
    );
    expect(named(total, "confused:")).toEqual([
      ["8B", 2],
      ["0O", 1],
    ]);
  });

  it("tell by tenths of confidence how many were decided on and right", () => {
    expect(tenthsOf({ "judged:6": 4, "right:6": 3, "judged:9": 1, "read:2": 7 })).toEqual([
      { tenth: 6, decided: 4, right: 3 },
      { tenth: 9, decided: 1, right: 0 },
    ]);
  });
});

describe("the median of the seconds", () => {
  it.each([
    [{}, null],
    [{ "seconds:2": 1 }, 2],
    [{ "seconds:1": 1, "seconds:5": 2, "seconds:60": 1 }, 5],
    [{ "seconds:3": 1, "seconds:more": 3 }, "more"],
  ])("of %j is %j", (total, median) => {
    expect(medianSeconds(total)).toBe(median);
  });

  it("has a class for each edge and an open one", () => {
    expect(secondsOf({ "seconds:1": 4, "seconds:more": 2 })).toEqual([4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2]);
  });
});
