import type { LeasedReads, QueueOrder, ReadDetail, ReviewInput } from "@/client";
import { isConflict, isMissing, isRefused, sentenceOf } from "@/lib/errors";
import { createRetries, outcomeOf, type Wait } from "@/lib/retries";
import { inputOf } from "@/lib/review/choice";
import { createStore, type Store } from "@/lib/store";

import { emptyQueue, type Outgoing, type QueueState } from "./queue-state";
import { reduce, type QueueEvent } from "./review-queue";
import { createSender } from "@/lib/review/sender";

export type QueueTools = {
  lease: (order: QueueOrder, count: number) => Promise<LeasedReads>;
  review: (readId: string, input: ReviewInput) => Promise<ReadDetail>;
  show: (readId: string) => Promise<ReadDetail>;
  now: () => number;
  wait: Wait;
};

/** Reads to decide on, and decisions on their way. It outlives the page that shows it, so that each decision arrives. */
export type ReviewQueue = {
  state: Pick<Store<QueueState>, "get" | "subscribe">;
  dispatch: (event: QueueEvent) => void;
  /** Tries at once what failed: the network is back, or the session. */
  retry: () => void;
  /** Somebody looks at the queue: fetches reads from now on. */
  open: () => void;
  /** Nobody looks any more: fetches none. */
  close: () => void;
  /** Forgets everything, what is on its way included. */
  clear: () => void;
};

/** Reads to fetch at a time, and below how many waiting ones: the next photo is then loaded before it is wanted. */
const FETCHED_AT_ONCE = 3;
const FETCH_BELOW = 2;
/** The API gives no more at once. */
const MOST_AT_ONCE = 50;

/** What follows from an answer that stays as it is, however often one asks; null for any other failure. */
function finalEvent(error: unknown, readId: string): QueueEvent | null {
  if (isRefused(error)) return { type: "refused", problem: sentenceOf(error) };
  if (isMissing(error)) return { type: "gone", readId };
  return null;
}

/** How many to ask for: those that are held already come again. */
function countToLease({ items, skipped, outbox }: QueueState): number {
  const held = items.length + skipped.length + new Set(outbox.map(({ readId }) => readId)).size;
  return Math.min(FETCHED_AT_ONCE + held, MOST_AT_ONCE);
}

/**
 * Makes a queue; what is on its way in it is sent on the first event.
 *
 * @param start - An empty one, or one that was left.
 * @param tools - What fetches reads, and sends decisions.
 */
export function createReviewQueue(start: QueueState, { lease, review, show, now, wait }: QueueTools): ReviewQueue {
  const state = createStore(start);
  let isOpen = false;
  let heldUntil = 0;
  /** What was asked before belongs to a queue that is no more. */
  let question = 0;

  /** What it says of a failure stays until there is an answer: nothing on the page comes and goes with each try. */
  const retry = (): void => {
    retries.stop();
    void sender.sendNext(true);
    if (isOpen && state.get().supply.state === "failed") void ask();
  };
  const retries = createRetries(retry, wait);

  const dispatch = (event: QueueEvent): void => {
    state.set(reduce(state.get(), event, now()));
    fetchMore();
    void sender.sendNext();
  };

  const decideOrLook = async ({ readId, step }: Outgoing): Promise<QueueEvent> => {
    try {
      const version = state.get().versions[readId] ?? 0;
      return { type: "answered", detail: await review(readId, inputOf(step, version)) };
    } catch (error) {
      if (isConflict(error)) return { type: "overtaken", detail: await show(readId) };
      throw error;
    }
  };

  const send = async (outgoing: Outgoing): Promise<QueueEvent> => {
    try {
      return await decideOrLook(outgoing);
    } catch (error) {
      const final = finalEvent(error, outgoing.readId);
      if (final === null) throw error;
      return final;
    }
  };

  const sender = createSender<Outgoing, QueueEvent>({
    waiting: state.get,
    send: (next) => outcomeOf(retries, send(next), (problem) => ({ type: "halt", problem })),
    onEvent: dispatch,
  });

  const ask = async (): Promise<void> => {
    const itsQuestion = ++question;
    const reads = lease(state.get().order, countToLease(state.get())).then(({ reads, lease_seconds }): QueueEvent => {
      if (itsQuestion === question) heldUntil = now() + lease_seconds * 1000;
      return { type: "leased", reads };
    });
    const event = await outcomeOf<QueueEvent>(retries, reads, (problem) => ({ type: "lease failed", problem }));
    // The answer to an older question is about another order, or another person.
    if (itsQuestion === question) dispatch(event);
  };

  const fetchMore = (): void => {
    const { items, supply } = state.get();
    if (!isOpen || supply.state !== "more" || items.length >= FETCH_BELOW) return;
    state.set(reduce(state.get(), { type: "ask" }, now()));
    void ask();
  };

  return {
    state,
    dispatch,
    retry,
    open: () => {
      isOpen = true;
      if (now() >= heldUntil && state.get().supply.state !== "asking") dispatch({ type: "lapsed" });
      else fetchMore();
      retry();
    },
    close: () => {
      isOpen = false;
    },
    clear: () => {
      sender.forget();
      question += 1;
      retries.stop();
      state.set(emptyQueue(state.get().order));
    },
  };
}
