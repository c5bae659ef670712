import { describe, expect, it } from "vitest";

import { confidenceText, originText, regionText, sizeText } from "./format";

describe("what people read", () => {
  it.each([
    [1, "Almost certain · 99 %"],
    [0.973, "Almost certain · 97 %"],
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
    expect(originText({ region: "de", subdivision: "M" })).toBe("Germany, office M");
    expect(originText({ region: "de", subdivision: null })).toBe("Germany");
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
