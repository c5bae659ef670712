import { describe, expect, it } from "vitest";

import { addressOf, isFiltered, questionOf, viewOf } from "./view";

const NOW = new Date("2026-05-04T10:00:00Z");
const MAY = { month: "2026-05", from: null, to: null, action: null, by: "" };

describe("what the audit's page shows", () => {
  it.each([
    [MAY],
    [{ ...MAY, from: "2026-04-01", to: "2026-05-02", action: "exported" as const, by: "ann+1@example.com" }],
  ])("stands in its address: %j", (view) => {
    expect(viewOf(addressOf(view), NOW)).toEqual(view);
    expect(addressOf(view).search).not.toContain("ann");
  });

  it("is the present month where the address makes no sense", () => {
    const search = "?month=x&from=2026-13-01&to=soon&action=constructor";
    expect(viewOf({ search, hash: "#x" }, NOW)).toEqual(MAY);
    expect(isFiltered(MAY)).toBe(false);
  });

  it.each([
    [{}, "2026-05-01", "2026-05-31"],
    [{ month: "2024-02" }, "2024-02-01", "2024-02-29"],
    [{ from: "2026-05-10" }, "2026-05-10", "2026-05-31"],
    [{ to: "2026-05-10" }, "2026-05-01", "2026-05-10"],
    [{ from: "2026-06-10" }, "2026-06-10", "2026-06-10"],
    [{ to: "2026-04-10" }, "2026-04-10", "2026-04-10"],
  ])("has days: %j", (about, first, last) => {
    expect(questionOf({ ...MAY, ...about })).toEqual({ first, last });
  });
});
