import { vi } from "vitest";

/** How long people look before they press, unless a test is about haste: jsdom's events have no time of the page's. */
const LOOK_MS = 10_000;

/**
 * Has the input that follows come so soon after what happened before.
 *
 * @param afterMs - Milliseconds; nothing by default.
 */
export function inHaste(afterMs = 0): void {
  vi.spyOn(Event.prototype, "timeStamp", "get").mockImplementation(() => performance.now() + afterMs);
}

/** Has all input come after a good look. */
export const takingTime = (): void => inHaste(LOOK_MS);
