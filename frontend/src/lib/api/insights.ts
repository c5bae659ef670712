import { queryOptions } from "@tanstack/react-query";

import type { ApiClient } from "@/client";
import { answerOf } from "@/lib/api/answer";

/** What was counted in some days of UTC, both included. */
export const insightsQuery = (client: ApiClient, days: { from: string; to: string }) =>
  queryOptions({
    queryKey: ["insights", days],
    queryFn: ({ signal }) => answerOf(client.GET("/insights", { params: { query: days }, signal })),
  });
