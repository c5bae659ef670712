import { describe, expect, it } from "vitest";

import { alternativesOf, comparedWith, isDoubtful } from "./doubt";

describe("a character", () => {
  it.each([
    [0.9, false],
    [0.899, true],
  ])("that is %d sure", (confidence, doubtful) => {
    expect(isDoubtful({ confidence })).toBe(doubtful);
  });

  it("has no alternatives that are next to impossible", () => {
    const likely = { character: "8", confidence: 0.01 };
    const alternatives = [likely, { character: "", confidence: 0.009 }];
    expect(alternativesOf({ character: "B", confidence: 0.98, alternatives })).toEqual([likely]);
  });
});

describe("a candidate beside the plate", () => {
  const marked = (plate: string, candidate: string): string =>
    comparedWith(plate, candidate)
      .map(({ character, differs }) => (differs ? `[${character}]` : character))
      .join("");

  it("shows which characters are others", () => {
    expect(marked("AB1234", "A81Z34")).toBe("A[8]1[Z]34");
  });

  it("is not compared when it has another length", () => {
    expect(marked("AB1234", "B1234")).toBe("B1234");
  });
});
