import { vi } from "vitest";

/** How long people look before they press, unless a test is about haste. */
const LOOK_MS = 10_000;
const PRESSES = ["keydown", "pointerdown"];

let pressedAtMs = 0;

function timeInput(timeOf: () => number): void {
  vi.spyOn(Event.prototype, "timeStamp", "get").mockImplementation(function (this: Event) {
    if (PRESSES.includes(this.type)) pressedAtMs = performance.now();
    return timeOf();
  });
}

/** Has all input come after a good look, on the page's clock: jsdom's events have another one. */
export const takingTime = (): void => timeInput(() => performance.now() + LOOK_MS);

/**
 * Has the input that follows come soon after the press before, however long the machine takes in between.
 *
 * @param afterMs - Milliseconds.
 */
export function inHaste(afterMs = 250): void {
  const atMs = pressedAtMs + afterMs;
  timeInput(() => atMs);
}
