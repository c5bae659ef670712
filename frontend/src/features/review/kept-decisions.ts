import type { QueueOrder } from "@/client";
import { DECISIONS, type Keeper } from "@/lib/kept";

import { emptyQueue, readIdOf, type QueueState } from "./queue-state";

/** Decisions that have not arrived yet, with what is needed to take them back or to say why they cannot be taken. */
type Kept = Pick<QueueState, "outbox" | "versions" | "history" | "tally">;

function toKeep({ outbox, versions, history, tally }: QueueState): Kept | null {
  if (outbox.length === 0) return null;
  const ids = new Set(outbox.map(({ readId }) => readId));
  return { outbox, versions, tally, history: history.filter(({ item }) => ids.has(readIdOf(item))) };
}

/** Keeps what is on its way, as long as it is. */
export function keepDecisions(kept: Keeper, state: QueueState): void {
  const decisions = toKeep(state);
  kept.set(DECISIONS, decisions === null ? null : JSON.stringify(decisions));
}

/** A queue with what was on its way when the page was left. */
export function restoredQueue(order: QueueOrder, kept: Keeper): QueueState {
  const text = kept.get(DECISIONS);
  const empty = emptyQueue(order);
  if (text === null) return empty;
  const decisions = JSON.parse(text) as Kept;
  return { ...empty, ...decisions, lastId: Math.max(...decisions.outbox.map(({ id }) => id)) };
}
