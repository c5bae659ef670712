import { describe, expect, it } from "vitest";

import { agoText, aheadOfReaderMs, dayAfter, dayIn, durationText, hourIn, localOf, momentOf, startOfDay } from "./time";

const BUCHAREST = "Europe/Bucharest";

describe("times at a site", () => {
  it.each([
    ["2026-05-01", "Asia/Ho_Chi_Minh", "2026-04-30T17:00:00.000Z"],
    ["2026-07-01", BUCHAREST, "2026-06-30T21:00:00.000Z"],
    ["2026-10-25", BUCHAREST, "2026-10-24T21:00:00.000Z"],
    ["2026-10-26", BUCHAREST, "2026-10-25T22:00:00.000Z"],
    ["2026-05-01", "America/Los_Angeles", "2026-05-01T07:00:00.000Z"],
    ["2026-05-01", "UTC", "2026-05-01T00:00:00.000Z"],
  ])("%s begins in %s at %s", (day, zone, at) => {
    expect(startOfDay(day, zone)).toBe(at);
  });

  it("of which there are two, as clocks go back, are the first one", () => {
    expect(momentOf("2026-10-25T03:30", BUCHAREST).toISOString()).toBe("2026-10-25T00:30:00.000Z");
  });

  it("that clocks skip are shown an hour later", () => {
    expect(localOf(momentOf("2026-03-29T03:30", BUCHAREST), BUCHAREST)).toBe("2026-03-29T04:30");
  });

  it.each(["2026-05-01T08:15", "2026-01-31T23:59", "2026-10-25T05:00"])("%s is typed as it is shown", (local) => {
    expect(localOf(momentOf(local, BUCHAREST), BUCHAREST)).toBe(local);
  });

  it("lie in a day and an hour of the site's, not of the reader's", () => {
    const moment = new Date("2026-05-01T17:30:00Z");
    expect(dayIn("Asia/Ho_Chi_Minh", moment)).toBe("2026-05-02");
    expect(hourIn("Asia/Ho_Chi_Minh", moment)).toBe(0);
  });

  it.each(["Asia/Kathmandu", "Asia/Kolkata", "America/St_Johns", "UTC"])(
    "moved by what clocks in %s are ahead, the reader's show what those do",
    (zone) => {
      const moment = momentOf("2026-05-01T17:00", zone);
      const moved = new Date(moment.getTime() + aheadOfReaderMs(moment.toISOString(), zone));
      expect([moved.getDate(), moved.getHours(), moved.getMinutes()]).toEqual([1, 17, 0]);
    },
  );

  it("go over the end of a month", () => {
    expect(dayAfter("2026-02-28", 1)).toBe("2026-03-01");
  });
});

describe("lengths of time", () => {
  it.each([
    [0, /^0 min/],
    [59, /^0 min/],
    [60, /^1 min/],
    [7_500, /^2 hrs? 5 mins?$/],
    [86_400, /^1 day$/],
    [2 * 86_400 + 3_600 + 60, /^2 days 1 hr$/],
  ])("%i seconds are %s", (seconds, text) => {
    expect(durationText(seconds)).toMatch(text);
  });

  it("are never below nothing, though clocks differ", () => {
    const now = new Date("2026-05-01T10:00:00Z");
    expect(agoText("2026-05-01T10:00:30Z", now)).toMatch(/^0 min/);
    expect(agoText("2026-05-01T07:59:00Z", now)).toMatch(/^2 h/);
  });
});
