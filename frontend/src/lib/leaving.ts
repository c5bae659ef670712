import { createStore } from "@/lib/store";

/** What is not sent yet, by kind; judgements are of photos without a plate, decisions of reads. */
export type Unfinished = { photos: number; decisions: number; judgements: number };

const NONE: Unfinished = { photos: 0, decisions: 0, judgements: 0 };
/** People count both as decisions. */
export const decisionCount = ({ decisions, judgements }: Unfinished): number => decisions + judgements;

const unfinished = createStore(NONE);
const lost = createStore(NONE);

const warn = (event: BeforeUnloadEvent): void => event.preventDefault();

/** How many things of each kind are not sent yet: signing out loses them. */
export const unfinishedCounts = { get: unfinished.get, subscribe: unfinished.subscribe };

/** How many of them would be lost by leaving the page now, for the browser does not keep them. */
export const lostCounts = { get: lost.get, subscribe: lost.subscribe };

/**
 * Makes the browser ask before the page is closed or reloaded, as long as something would be lost by it.
 *
 * @param kind - What is unfinished.
 * @param count - How many of them.
 * @param lostCount - How many of them leaving would lose; when all are 0 people may go.
 */
export function warnBeforeLeaving(kind: keyof Unfinished, count: number, lostCount = count): void {
  if (unfinished.get()[kind] !== count) unfinished.set({ ...unfinished.get(), [kind]: count });
  if (lost.get()[kind] === lostCount) return;
  lost.set({ ...lost.get(), [kind]: lostCount });
  if (Object.values(lost.get()).some((n) => n > 0)) addEventListener("beforeunload", warn);
  else removeEventListener("beforeunload", warn);
}
