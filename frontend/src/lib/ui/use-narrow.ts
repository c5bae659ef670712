import { useSyncExternalStore } from "react";

/** Below it a table of several columns would have to be pushed sideways: phones, and tablets held upright. */
const NARROW = "(max-width: 767.98px)";

function subscribe(listener: () => void): () => void {
  const query = matchMedia(NARROW);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}

/** Whether the window is too narrow for tables, now and after it was turned. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => matchMedia(NARROW).matches);
