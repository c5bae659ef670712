import { describe, expect, it } from "vitest";

import { texts } from "@/lib/texts";

import {
  addressOf,
  asPart,
  cleared,
  EVERYTHING,
  isNarrowed,
  matchFor,
  rangeOf,
  requestOf,
  VEHICLE_COLOURS,
  viewOf,
  withoutPlate,
  type View,
} from "./view";

const NARROW: View = {
  plate: "AB*?1",
  match: "pattern",
  status: "needs_review",
  region: "us-ca",
  cameraId: "gate 2 & more",
  uploader: "user-1",
  vehicleColour: "silver",
  plateGround: "yellow",
  least: 0,
  most: 0.9,
  from: "2026-05-01T08:00:00.000Z",
  to: "2026-05-02T08:00:00.000Z",
  order: "oldest",
};

describe("a view in the address", () => {
  it("comes back as it went", () => {
    const { search, hash } = addressOf(NARROW);
    expect(viewOf(search, hash)).toEqual(NARROW);
  });

  it("keeps the plate where no server sees it", () => {
    const { search, hash } = addressOf(NARROW);
    expect(search).not.toMatch(/AB|pattern/);
    expect(new URLSearchParams(hash.slice(1)).get("plate")).toBe("AB*?1");
  });

  it("is as short as what it asks for", () => {
    expect(addressOf(EVERYTHING)).toEqual({ search: "", hash: "" });
    expect(addressOf({ ...EVERYTHING, status: "rejected" })).toEqual({ search: "?status=rejected", hash: "" });
    const oldest = { ...EVERYTHING, order: "oldest" } as const;
    expect([EVERYTHING, { ...EVERYTHING, plate: "A" }, oldest, NARROW].map(isNarrowed)).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  it("asks for nothing where it makes no sense", () => {
    const search =
      "?status=gone&vehicle_colour=pink&plate_ground=silver&least_confidence=7&most_confidence=&from=yesterday&to=";
    expect(viewOf(search, "#plate=A1&match=roughly")).toEqual({ ...EVERYTHING, plate: "A1" });
    expect(viewOf("", "#%E0%A4%A")).toEqual(EVERYTHING);
  });

  it("has every colour to choose that there is", () => {
    expect([...VEHICLE_COLOURS].sort()).toEqual(Object.keys(texts.photo.colours.names).sort());
  });

  it("means the same time wherever it is opened", () => {
    expect(viewOf("?from=2026-05-01T10:00:00%2B02:00", "").from).toBe("2026-05-01T08:00:00.000Z");
  });
});

describe("a view in the words of the API", () => {
  it("leaves out what is not asked for", () => {
    expect(requestOf(EVERYTHING)).toEqual({});
  });

  it("names all that is", () => {
    expect(requestOf({ ...NARROW, region: "US-CA" })).toEqual({
      plate: "AB*?1",
      match: "pattern",
      status: "needs_review",
      region: "us-ca",
      camera_id: "gate 2 & more",
      uploader: "user-1",
      vehicle_colour: "silver",
      plate_ground: "yellow",
      least_confidence: 0,
      most_confidence: 0.9,
      from: NARROW.from,
      to: NARROW.to,
      order: "oldest",
    });
  });

  it("has a part of a plate as a pattern with any characters around it", () => {
    expect(requestOf({ ...EVERYTHING, plate: "b-12", match: "contains" })).toEqual({
      plate: "*b-12*",
      match: "pattern",
    });
  });

  it("has people, as plates, only where no server sees them", () => {
    const { search, hash } = addressOf({ ...EVERYTHING, uploader: "ann@example.com", region: "ro" });
    expect(search).toBe("?region=ro");
    expect(viewOf(search, hash).uploader).toBe("ann@example.com");
  });
});

describe("showing all plates", () => {
  it("keeps the other conditions and the order", () => {
    expect(withoutPlate(NARROW)).toEqual({ ...NARROW, plate: "", match: "exact" });
  });
});

describe("clearing the filters", () => {
  it("keeps the plate and the order", () => {
    expect(cleared(NARROW)).toEqual({ ...EVERYTHING, plate: NARROW.plate, match: "pattern", order: "oldest" });
  });
});

describe("a plate as typed that finds nothing", () => {
  it.each(["ABC", "a b-c", "ABCDEFGHIJKLMN"])("%s is looked for as a part", (plate) => {
    expect(asPart({ ...NARROW, plate, match: "exact" })).toEqual({ ...NARROW, plate, match: "contains" });
  });

  it.each([
    ["AB", "exact"],
    ["A-B", "exact"],
    ["ABCDEFGHIJKLMNO", "exact"],
    ["ABC", "fuzzy"],
    ["ABC", "contains"],
    ["", "exact"],
  ] as const)("%s, %s, is not", (plate, match) => {
    expect(asPart({ ...EVERYTHING, plate, match })).toBeNull();
  });
});

describe("a preset of time", () => {
  const now = new Date(2026, 2, 29, 13, 5); // the day on which summer time begins in much of Europe

  it("is whole days of the person's own zone", () => {
    const midnight = (day: number) => new Date(2026, 2, day).toISOString();
    expect(rangeOf("today", now)).toEqual({ from: midnight(29), to: null });
    expect(rangeOf("yesterday", now)).toEqual({ from: midnight(28), to: midnight(29) });
    expect(rangeOf("week", now)).toEqual({ from: midnight(23), to: null });
    expect(rangeOf("ever", now)).toEqual({ from: null, to: null });
  });
});

describe("what is typed for a plate", () => {
  it.each([
    ["AB*", "exact", "pattern"],
    ["A?12", "fuzzy", "pattern"],
    ["AB12", "exact", "exact"],
    ["AB12", "pattern", "pattern"],
  ] as const)("%s with %s is looked for by %s", (plate, match, how) => {
    expect(matchFor(plate, match)).toBe(how);
  });
});
