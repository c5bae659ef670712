import { infiniteQueryOptions } from "@tanstack/react-query";

import type { ApiClient } from "@/client";
import { answerOf } from "@/lib/api/answer";

const PAGE_SIZE = 50;

/** Who did what in a month of UTC, newest first, a page at a time. Each look is written down: none is taken by itself. */
export const auditQuery = (client: ApiClient, month: string) =>
  infiniteQueryOptions({
    queryKey: ["audit", month],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        client.GET("/audit", {
          params: { query: { month, limit: PAGE_SIZE, ...(pageParam === null ? {} : { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.cursor,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
