import type { Changes } from "@/client";
import { texts } from "@/lib/texts";

/** How many reads wait, as 12 or 100+; null where none does, or it is not known. */
export function waitingText(changes: Changes | undefined): string | null {
  if (changes === undefined || changes.waiting === 0) return null;
  const { waiting, has_more_waiting } = changes;
  return has_more_waiting ? texts.live.atLeast(waiting) : String(waiting);
}

/** How many reads and questions about visits wait; null where none does, or it is not known. */
export function toReviewText(changes: Changes | undefined, questions: number): string | null {
  const all = (changes?.waiting ?? 0) + questions;
  if (all === 0) return null;
  return changes?.has_more_waiting === true ? texts.live.atLeast(all) : String(all);
}

/** How many alerts nobody has looked at, as 2 or 100+; null where there is none, or it is not known. */
export function alertsText(changes: Changes | undefined): string | null {
  if (changes === undefined || changes.alerts === 0) return null;
  return changes.has_more_alerts ? texts.live.atLeast(changes.alerts) : String(changes.alerts);
}
