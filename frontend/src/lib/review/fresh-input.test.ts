import { describe, expect, it } from "vitest";

import { createPressLog, isMeantFor, REACTION_MS, type PressEvent, type Shown } from "./fresh-input";

/** A plate that is shown one second after the page came. */
const SHOWN_MS = 1000;
const plate: Shown = { shownAtMs: SHOWN_MS, arrangedAtMs: SHOWN_MS, typedCount: 0 };
/** Its reasons to reject it, shown two seconds later in the place of the buttons. */
const reasons: Shown = { shownAtMs: SHOWN_MS, arrangedAtMs: SHOWN_MS + 2000, typedCount: 0 };

const key = (timeStamp: number, repeat = false): PressEvent => ({ type: "keydown", timeStamp, repeat });
const keyUp = (timeStamp: number): PressEvent => ({ type: "keyup", timeStamp });
const down = (timeStamp: number): PressEvent => ({ type: "pointerdown", timeStamp });
const typing = (timeStamp: number): PressEvent => ({ type: "input", timeStamp });
const click = (timeStamp: number, detail = 1): PressEvent => ({ type: "click", timeStamp, detail });

/** Whether the last of these events is meant for what is shown. */
function isMeant(shown: Shown, ...events: PressEvent[]): boolean {
  const log = createPressLog();
  events.forEach(log.see);
  return isMeantFor(log.latest(), shown);
}
const soon = SHOWN_MS + REACTION_MS - 1;
const later = SHOWN_MS + REACTION_MS;

describe("input for what is shown", () => {
  it("is a key or a click that comes when a person can have seen it", () => {
    expect(isMeant(plate, key(later))).toBe(true);
    expect(isMeant(plate, down(later), click(later + 80))).toBe(true);
  });

  it("is no key that comes sooner", () => {
    expect(isMeant(plate, key(SHOWN_MS - 1))).toBe(false);
    expect(isMeant(plate, key(soon))).toBe(false);
  });

  it("is no key that was held on, until it is released", () => {
    expect(isMeant(plate, key(SHOWN_MS - 1), key(later + 100, true))).toBe(false);
    expect(isMeant(plate, key(soon), key(later + 100, true))).toBe(false);
    expect(isMeant(plate, key(SHOWN_MS - 1), key(later, true), keyUp(later + 100), key(later + 200))).toBe(true);
  });

  it("is no key that was held before anybody looked", () => {
    expect(isMeant(plate, key(later, true))).toBe(false);
  });

  it("is no click of a pointer that went down before, however late it comes up", () => {
    expect(isMeant(plate, down(SHOWN_MS - 1), click(later + 1000))).toBe(false);
    expect(isMeant(plate, down(soon), click(later + 1000))).toBe(false);
  });

  it("is no second click in a row", () => {
    expect(isMeant(plate, down(later), click(later + 50), down(later + 100), click(later + 150, 2))).toBe(false);
  });

  it("is no second click 250 ms after the one that brought it", () => {
    expect(isMeant(plate, down(990), click(995), down(1240), click(1245))).toBe(false);
  });

  it("is what an assistive technology presses, whatever was pressed before", () => {
    expect(isMeant(plate, key(SHOWN_MS - 5), keyUp(SHOWN_MS), click(later, 0))).toBe(true);
    expect(isMeant(plate, down(SHOWN_MS - 5), click(SHOWN_MS), click(later))).toBe(true);
  });

  it("is no click that a held key makes on a button", () => {
    expect(isMeant(plate, key(SHOWN_MS - 5), key(later, true), click(later + 1, 0))).toBe(false);
  });

  it("sees the buttons where they are by now, when it is a pointer", () => {
    const early = reasons.arrangedAtMs + REACTION_MS - 1;
    expect(isMeant(reasons, down(early), click(early + 50))).toBe(false);
    expect(isMeant(reasons, down(early + 1), click(early + 50))).toBe(true);
  });

  it("is a key at any time after another one for the same plate: X and 1 in one go", () => {
    expect(isMeant(reasons, key(reasons.arrangedAtMs + 30))).toBe(true);
  });

  it("is a key of somebody who has typed since it came, however fast: what is typed is meant for what is shown", () => {
    expect(isMeant(plate, key(SHOWN_MS + 100), typing(SHOWN_MS + 101), key(SHOWN_MS + 200))).toBe(true);
  });

  it("is no second Enter after a plate that was typed for the one before", () => {
    const next: Shown = { ...plate, typedCount: 1 };
    expect(isMeant(next, key(SHOWN_MS - 90), typing(SHOWN_MS - 89), key(SHOWN_MS - 10), key(soon))).toBe(false);
  });

  it("is no click that comes before the buttons are seen, whatever is typed", () => {
    expect(isMeant(plate, typing(SHOWN_MS + 10), down(soon), click(soon + 50))).toBe(false);
  });

  it("is each Enter of somebody who takes 600 ms a plate, the plate being there 50 ms after the key", () => {
    const log = createPressLog();
    for (let at = 5000; at < 10_000; at += 600) {
      log.see(key(at));
      expect(isMeantFor(log.latest(), { shownAtMs: at - 550, arrangedAtMs: at - 550, typedCount: 0 })).toBe(true);
      log.see(keyUp(at + 80));
    }
  });
});
