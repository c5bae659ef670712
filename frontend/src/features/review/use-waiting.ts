import { useChanges } from "@/lib/live/use-live";
import { waitingText } from "@/lib/live/waiting";
import { texts } from "@/lib/texts";

/** How many plates wait for a review, in words; undefined where none does, or it is not known. */
export function useWaiting(): string | undefined {
  const waiting = waitingText(useChanges());
  return waiting === null ? undefined : texts.live.waiting(waiting);
}
