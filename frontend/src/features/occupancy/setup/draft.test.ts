import { describe, expect, it } from "vitest";

import { ApiError } from "@/lib/errors";
import { aParking } from "@/testing/parking-samples";

import { draftOf, inputOf, NEW_GATE, wrongFrom, wrongIn } from "./draft";

const WORK_DAYS = [0, 1, 2, 3, 4];

describe("the setup of parking, as it is typed", () => {
  it.each([
    aParking(),
    aParking({ spaces: 0, free_minutes: 0, longest_minutes: 1440, version: 7 }),
    aParking({ hours: [{ days: WORK_DAYS, since_minute: 480, until_minute: 1440 }] }),
    aParking({ hours: [{ days: [5], since_minute: 1320, until_minute: 360 }] }),
    aParking({ reset: { minute: 0, days: [6], count: 3 } }),
    aParking({ gates: [{ name: "North", cameras: [{ camera_id: "cam-1", side: "rear" }] }] }),
  ])("says the same as it was filled from", (parking) => {
    const { site_id, site_name, version } = parking;
    expect(wrongIn(draftOf(parking))).toEqual({});
    expect({ site_id, site_name, ...inputOf(draftOf(parking), version) }).toEqual(parking);
  });

  const draft = draftOf(aParking());

  it.each([
    ["spaces", { spaces: "-1" }],
    ["spaces", { spaces: "1e3" }],
    ["free_minutes", { free_minutes: "527041" }],
    ["grace_minutes", { grace_minutes: "" }],
    ["longest_visit_days", { longest_visit_days: "0" }],
    ["absent_minutes", { absent_minutes: "ten" }],
    ["hours", { hours: [{ days: [], since: "08:00", until: "18:00" }] }],
    ["hours", { hours: [{ days: [1], since: "08:00", until: "08:00" }] }],
    ["hours", { hours: [{ days: [1], since: "", until: "08:00" }] }],
    ["reset", { reset: { at: "04:00", days: [], count: "0" } }],
    ["reset", { reset: { at: "04:00", days: [1], count: "" } }],
    ["gates", { gates: [NEW_GATE] }],
    [
      "gates",
      {
        gates: [
          { name: "A", cameras: { "cam-1": "any" } },
          { name: "B", cameras: { "cam-1": "front" } },
        ],
      },
    ],
  ] as const)("is wrong in %s alone with %j", (name, changes) => {
    expect(Object.keys(wrongIn({ ...draft, ...changes }))).toEqual([name]);
  });

  it("is refused by the API in a field, or a part of one; of what it does not know it says nothing", () => {
    const refused = new ApiError(400, "invalid_request", "hours.0.days: too many. spaces: too many. version: old.");
    expect(Object.keys(wrongFrom(refused)).sort()).toEqual(["hours", "spaces"]);
    expect(wrongFrom(new ApiError(500, "oops", "spaces: no."))).toEqual({});
  });
});
