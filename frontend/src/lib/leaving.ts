import { createStore } from "@/lib/store";

/** What leaving the page would lose, by kind. */
export type Unfinished = { photos: number; decisions: number };

const unfinished = createStore<Unfinished>({ photos: 0, decisions: 0 });

const warn = (event: BeforeUnloadEvent): void => event.preventDefault();

/** How many things of each kind would be lost by leaving the page now. */
export const unfinishedCounts = { get: unfinished.get, subscribe: unfinished.subscribe };

/**
 * Makes the browser ask before the page is closed or reloaded, as long as something would be lost by it.
 *
 * @param kind - What is unfinished.
 * @param count - How many of them; when all are 0 people may go.
 */
export function warnBeforeLeaving(kind: keyof Unfinished, count: number): void {
  if (unfinished.get()[kind] === count) return;
  unfinished.set({ ...unfinished.get(), [kind]: count });
  if (Object.values(unfinished.get()).some((n) => n > 0)) addEventListener("beforeunload", warn);
  else removeEventListener("beforeunload", warn);
}
