import { createStore } from "@/lib/store";

const unfinished = createStore(0);

const warn = (event: BeforeUnloadEvent): void => event.preventDefault();

/** How many things would be lost by leaving the page now. */
export const unfinishedCount = { get: unfinished.get, subscribe: unfinished.subscribe };

/**
 * Makes the browser ask before the page is closed or reloaded, as long as something would be lost by it.
 *
 * @param count - How many things are unfinished now; 0 lets people go.
 */
export function warnBeforeLeaving(count: number): void {
  unfinished.set(count);
  if (count > 0) addEventListener("beforeunload", warn);
  else removeEventListener("beforeunload", warn);
}
