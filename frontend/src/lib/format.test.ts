import { aRead } from "@/testing/samples";
import { describe, expect, it } from "vitest";

import {
  colourText,
  confidenceText,
  originText,
  plateColoursText,
  regionText,
  sizeText,
  vehicleColourText,
} from "./format";

describe("what people read", () => {
  it.each([
    [1, "Almost certain · 99 %"],
    [0.983, "Almost certain · 98 %"],
    [0.8, "Likely · 80 %"],
    [0.799, "Unsure · 79 %"],
    [0, "A guess · < 1 %"],
  ])("confidence %d", (confidence, text) => {
    expect(confidenceText(confidence)).toBe(text);
  });

  it.each([
    ["ro", "Romania"],
    ["eu", "European Union"],
    ["us-ca", "United States (CA)"],
    [null, "Unknown"],
    ["", "Unknown"],
    ["somewhere", "Unknown"],
  ])("region %s", (region, text) => {
    expect(regionText(region)).toBe(text);
  });

  it("names the issuing office that the plate shows", () => {
    expect(originText(aRead({ region: "de", subdivision: "M" }))).toBe("Germany, office M");
    expect(originText(aRead({ region: "de", subdivision: null }))).toBe("Germany");
  });

  it("tells an office that others may be, too, as the guess that it is", () => {
    const munich = (subdivision_confidence: number) =>
      originText(aRead({ region: "de", subdivision: "M", subdivision_confidence }));
    expect(munich(0.72)).toBe("Germany, perhaps office M · 72 %");
    expect(munich(0.98)).toBe("Germany, office M");
  });

  it("tells a region that other plates share as the guess that it is", () => {
    expect(originText(aRead({ region: "us", region_confidence: 0.72 }))).toBe("Perhaps United States · 72 %");
    expect(originText(aRead({ region: "br", region_confidence: 0.98 }))).toBe("Brazil");
  });

  it("takes a person's word for the region", () => {
    expect(originText(aRead({ region: "us", region_confidence: 0.72, corrected_region: "br" }))).toBe("Brazil");
    expect(originText(aRead({ region: "us", corrected_region: "unknown" }))).toBe("Unknown");
  });

  it.each([
    ["yellow", "black", "Black on yellow"],
    ["white", null, "White background"],
    [null, "blue", "Blue characters"],
    [null, null, null],
  ] as const)("a plate's colours %s %s", (ground, characters, text) => {
    const told = (name: typeof ground | typeof characters) => (name === null ? null : { name, probability: 0.9 });
    expect(plateColoursText({ plate_ground: told(ground), plate_characters: told(characters) })).toBe(text);
  });

  it("a vehicle's colour has its doubt beside it", () => {
    expect(vehicleColourText({ name: "red", probability: 0.935 })).toBe("Red (about 93 %)");
    expect(colourText("silver")).toBe("Silver");
  });

  it.each([
    [0, "0 bytes"],
    [999, "999 bytes"],
    [162_400, "162 kB"],
    [2_400_000, "2.4 MB"],
  ])("size %d", (bytes, text) => {
    expect(sizeText(bytes)).toBe(text);
  });
});
