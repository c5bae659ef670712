import { useLayoutEffect, useRef } from "react";

import { createPressLog, isMeantFor, PRESS_EVENTS, type Shown } from "./fresh-input";

const presses = createPressLog();
// On their way down: whatever acts on an event asks after it was seen here.
PRESS_EVENTS.forEach((type) => addEventListener(type, presses.see, { capture: true }));

const sinceNow = (shown: string): number => (shown === "" ? -Infinity : performance.now());

/**
 * Tells input that is meant for what is shown from input that was under way when it came.
 *
 * @param shown - Names what is shown; another name is something else. Empty when nothing has to be seen first.
 * @param arranged - Names how its buttons lie.
 * @returns Whether the press that is being handled is meant for it.
 */
export function useFreshInput(shown: string, arranged = ""): () => boolean {
  const since = useRef<Shown>({ shownAtMs: Infinity, arrangedAtMs: Infinity, typedCount: Infinity });
  useLayoutEffect(() => {
    since.current.shownAtMs = sinceNow(shown);
    since.current.typedCount = presses.latest().typedCount;
  }, [shown]);
  useLayoutEffect(() => {
    since.current.arrangedAtMs = sinceNow(shown);
  }, [shown, arranged]);
  return () => isMeantFor(presses.latest(), since.current);
}
