import { queryOptions } from "@tanstack/react-query";

import type { ApiClient } from "@/client";
import { answerOf } from "@/lib/api/answer";
import { mayGoBetter } from "@/lib/errors";

/** From an answer to the next question: with the answers' own time, what is new shows within 5 seconds. */
export const ASK_EVERY_MS = 3_500;
const LONGEST_WAIT_MS = 60_000;

/**
 * Whether anything is new, and how much waits; asked for again and again, though not while nobody sees the page or there
 * is no network. After a failure each wait is twice as long; after a refusal there is no more asking.
 */
export const changesQuery = (client: ApiClient) =>
  queryOptions({
    queryKey: ["changes"],
    queryFn: ({ signal }) => answerOf(client.GET("/changes", { signal })),
    refetchInterval: ({ state }) => (state.status === "error" ? false : ASK_EVERY_MS),
    retry: (_failures, error) => mayGoBetter(error),
    retryDelay: (failures) => Math.min(ASK_EVERY_MS * 2 ** failures, LONGEST_WAIT_MS),
  });
