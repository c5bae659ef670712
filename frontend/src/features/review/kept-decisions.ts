import type { QueueOrder } from "@/client";
import { DECISIONS, SESSION, type Keeper } from "@/lib/kept";

import { doneCount, emptyQueue, type QueueState } from "./queue-state";

/** Decisions that have not arrived yet. */
type OnTheirWay = Pick<QueueState, "outbox" | "versions">;

/** What the session came to, with what is needed to take decisions back or to say why they cannot be taken. */
type Session = Pick<QueueState, "history" | "tally">;

const onTheirWay = ({ outbox, versions }: QueueState): OnTheirWay | null =>
  outbox.length === 0 ? null : { outbox, versions };

const sessionOf = ({ history, tally }: QueueState): Session | null =>
  history.length === 0 && doneCount(tally) === 0 ? null : { history, tally };

const textOf = (kept: object | null): string | null => (kept === null ? null : JSON.stringify(kept));

/** Keeps what is on its way, as long as it is, and what the session came to. */
export function keepDecisions(kept: Keeper, state: QueueState): void {
  kept.set(DECISIONS, textOf(onTheirWay(state)));
  kept.set(SESSION, textOf(sessionOf(state)));
}

/** A queue with what was on its way when the page was left, and what the session had come to. */
export function restoredQueue(order: QueueOrder, kept: Keeper): QueueState {
  const parsed = (name: string): unknown => JSON.parse(kept.get(name) ?? "null");
  const decisions = parsed(DECISIONS) as OnTheirWay | null;
  const session = parsed(SESSION) as Session | null;
  const lastId = Math.max(0, ...(decisions?.outbox ?? []).map(({ id }) => id));
  return { ...emptyQueue(order), ...session, ...decisions, lastId };
}
