import { describe, expect, it } from "vitest";

import { boxBetween, placeIn } from "./box-between";

const photo = { left: 100, top: 50, width: 200, height: 100 } as DOMRect;

describe("a box that is drawn", () => {
  it("is the same from whichever corner it is drawn", () => {
    const [one, other] = [
      { x: 0.5, y: 0.25 },
      { x: 0.75, y: 0.5 },
    ];
    const box = { left: 0.5, top: 0.25, width: 0.25, height: 0.25 };
    expect(boxBetween(one, other)).toEqual(box);
    expect(boxBetween(other, one)).toEqual(box);
    expect(boxBetween({ x: one.x, y: other.y }, { x: other.x, y: one.y })).toEqual(box);
  });

  it("ends at the photo's edge, wherever the pointer goes", () => {
    expect(placeIn({ clientX: 150, clientY: 75 }, photo)).toEqual({ x: 0.25, y: 0.25 });
    expect(placeIn({ clientX: 999, clientY: -999 }, photo)).toEqual({ x: 1, y: 0 });
  });

  it("is none where somebody only tapped", () => {
    expect(boxBetween({ x: 0.5, y: 0.5 }, { x: 0.505, y: 0.9 })).toBeNull();
  });
});
