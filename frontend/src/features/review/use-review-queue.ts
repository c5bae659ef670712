import { useEffect, useEffectEvent } from "react";

import type { QueueOrder } from "@/client";
import { leaseReads, reviewRead, showRead } from "@/lib/api/reads";
import { useOnChange } from "@/lib/live/use-live";
import { waitByClock } from "@/lib/retries";
import { useServices, type Services } from "@/lib/services";
import { useStore } from "@/lib/store";

import { keepSending } from "@/lib/review/keep-sending";
import { keepDecisions, restoredQueue } from "./kept-decisions";
import type { QueueState } from "./queue-state";
import { createReviewQueue, type ReviewQueue } from "./send-decisions";

const KEY = "platebook.review.order";
export const ORDERS = ["least_sure", "oldest"] as const satisfies readonly QueueOrder[];
const DEFAULT_ORDER = ORDERS[0];

const rememberedOrder = (): QueueOrder => ORDERS.find((order) => order === localStorage.getItem(KEY)) ?? DEFAULT_ORDER;

const queues = new WeakMap<Services, ReviewQueue>();

function makeQueue(services: Services): ReviewQueue {
  const { client } = services;
  const queue = keepSending<QueueState, ReviewQueue>(services, {
    name: "decisions",
    make: (kept) =>
      createReviewQueue(restoredQueue(rememberedOrder(), kept()), {
        lease: (order, count) => leaseReads(client, order, count),
        review: (readId, input) => reviewRead(client, readId, input),
        show: (readId) => showRead(client, readId),
        now: Date.now,
        wait: waitByClock,
      }),
    keep: keepDecisions,
  });
  queue.dispatch({ type: "resume" });
  return queue;
}

/** The queue of this page load; the first call sends what was on its way when the page was left. */
export function queueOf(services: Services): ReviewQueue {
  const queue = queues.get(services) ?? makeQueue(services);
  queues.set(services, queue);
  return queue;
}

/**
 * How often an empty queue looks whether there is something to do, though nothing is new: what others held and left
 * comes back without a word.
 */
const LOOK_AGAIN_MS = 60_000;

/** The queue, shown: it fetches reads, and goes on sending while its person is on another page of the app. */
export function useReviewQueue(): { queue: ReviewQueue; state: QueueState; chooseOrder: (order: QueueOrder) => void } {
  const queue = queueOf(useServices());
  const state = useStore(queue.state);

  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === "visible") queue.open();
      else queue.close();
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      queue.close();
    };
  }, [queue]);

  const lookAgain = (): void => {
    const { idle, supply } = queue.state.get();
    if (document.visibilityState === "visible" && idle && supply.state === "exhausted")
      queue.dispatch({ type: "look again" });
  };
  useOnChange(lookAgain);
  const look = useEffectEvent(lookAgain);
  useEffect(() => {
    if (!state.idle) return;
    const timer = setInterval(() => look(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [state.idle]);

  const chooseOrder = (order: QueueOrder): void => {
    localStorage.setItem(KEY, order);
    queue.dispatch({ type: "order", order });
  };
  return { queue, state, chooseOrder };
}
