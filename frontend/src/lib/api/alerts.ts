import { infiniteQueryOptions } from "@tanstack/react-query";

import type { AlertState, ApiClient } from "@/client";
import { answerOf } from "@/lib/api/answer";

const PAGE_SIZE = 25;

/** Alerts, newest first, a page at a time; of one state, or of all. */
export const alertsQuery = (client: ApiClient, state: AlertState | null) =>
  infiniteQueryOptions({
    queryKey: ["alerts", state],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        limit: PAGE_SIZE,
        ...(state === null ? {} : { state }),
        ...(pageParam === null ? {} : { cursor: pageParam }),
      };
      return answerOf(client.GET("/alerts", { params: { query }, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.cursor,
    staleTime: 0,
  });

/** Says that one looked at an alert. */
export const acknowledgeAlert = (
  client: ApiClient,
  { alert_id, ...body }: { alert_id: string; note: string; version: number },
) => answerOf(client.POST("/alerts/{alert_id}/acknowledge", { params: { path: { alert_id } }, body }));
