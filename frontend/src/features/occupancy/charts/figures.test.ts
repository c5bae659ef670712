import { describe, expect, it } from "vitest";

import { byHourOfDay } from "./figures";

const anHour = (at: string) => ({ at, arrivals: 1, departures: 2, vehicles: null });

const busyIn = (time_zone: string, ...times: string[]) =>
  byHourOfDay({ time_zone, hours: times.map(anHour) })
    .filter(({ arrivals }) => arrivals > 0)
    .map(({ label, arrivals, departures }) => [label, arrivals, departures]);

describe("arrivals and departures by the hour of the day", () => {
  it("are by the site's clocks where these are quarters of an hour off", () => {
    expect(busyIn("Asia/Kathmandu", "2026-05-03T18:15:00Z", "2026-05-04T03:15:00Z")).toEqual([
      ["00", 1, 2],
      ["09", 1, 2],
    ]);
  });

  it("count an hour that comes twice as one of the day", () => {
    expect(busyIn("Europe/Berlin", "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z")).toEqual([["02", 2, 4]]);
  });

  it("count what is left of an hour of which clocks skip the half", () => {
    expect(busyIn("Australia/Lord_Howe", "2026-10-03T15:30:00Z")).toEqual([["02", 1, 2]]);
  });
});
