import type { Changes } from "@/client";
import { texts } from "@/lib/texts";

/** How many reads wait, as 12 or 100+; null where none does, or it is not known. */
export function waitingText(changes: Changes | undefined): string | null {
  if (changes === undefined || changes.waiting === 0) return null;
  const { waiting, has_more_waiting } = changes;
  return has_more_waiting ? texts.live.atLeast(waiting) : String(waiting);
}
