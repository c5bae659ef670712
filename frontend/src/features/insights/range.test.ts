import { describe, expect, it } from "vitest";

import { countedByOf, dayAfter, daysOf, partsOf, rangeOf, searchOf, startOf, utcDaysOf } from "./range";

describe("the days in the address", () => {
  it.each([{ days: 30 as const }, { from: "2026-05-01", to: "2026-05-09" }])(
    "are read as they are written: %j",
    (range) => {
      expect(rangeOf(searchOf(range, "arrival"))).toEqual(range);
    },
  );

  it.each(["", "?days=8", "?from=2026-05-01", "?from=soon&to=later", "?from=2026-13-01&to=2026-13-02"])(
    "are the last seven where they make no sense: %j",
    (search) => {
      expect(rangeOf(search)).toEqual({ days: 7 });
    },
  );

  it("end today where they are so many", () => {
    const now = new Date(2026, 4, 3, 0, 30);
    expect(daysOf({ days: 7 }, now)).toEqual({ from: "2026-04-27", to: "2026-05-03" });
    expect(daysOf({ days: 1 }, now)).toEqual({ from: "2026-05-03", to: "2026-05-03" });
  });

  it("go over months and years", () => {
    expect(dayAfter("2026-12-31", 1)).toBe("2027-01-01");
    expect(dayAfter("2026-03-01", -1)).toBe("2026-02-28");
  });

  it("are asked for in UTC so that none of the reader's hours is missing", () => {
    const { from, to } = utcDaysOf({ from: "2026-05-01", to: "2026-05-02" });
    expect(new Date(`${from}T00:00Z`).getTime()).toBeLessThanOrEqual(startOf("2026-05-01").getTime());
    expect(new Date(`${to}T23:59:59Z`).getTime()).toBeGreaterThanOrEqual(startOf("2026-05-03").getTime() - 1000);
  });
});

describe("how things are counted", () => {
  it.each(["capture", "arrival"] as const)("stands in the address: by %s", (by) => {
    expect(countedByOf(searchOf({ days: 7 }, by))).toBe(by);
  });

  it.each(["", "?by=moon"])("is by when photos were taken where nothing else is said: %j", (search) => {
    expect(countedByOf(search)).toBe("capture");
  });
});

describe("the days that may still change", () => {
  const NOW = new Date("2026-05-03T01:00:00Z");
  it.each([
    ["2026-04-01", "2026-04-30", ["2026-04-01 2026-04-30"]],
    ["2026-05-03", "2026-05-03", ["2026-05-03 2026-05-03 live"]],
    ["2026-04-27", "2026-05-03", ["2026-04-27 2026-05-01", "2026-05-02 2026-05-03 live"]],
    ["2026-05-01", "2026-05-09", ["2026-05-01 2026-05-01", "2026-05-02 2026-05-09 live"]],
  ])("of %s to %s stand apart", (from, to, parts) => {
    expect(partsOf({ from, to }, NOW).map((one) => `${one.from} ${one.to}${one.live ? " live" : ""}`)).toEqual(parts);
  });
});
