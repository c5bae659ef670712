import { queryOptions } from "@tanstack/react-query";

import type { ApiClient, CountedBy } from "@/client";
import { answerOf } from "@/lib/api/answer";

/** What was counted in some days of UTC, both included, by one of two hours. */
export const insightsQuery = (client: ApiClient, days: { from: string; to: string }, by: CountedBy) =>
  queryOptions({
    queryKey: ["insights", by, days],
    queryFn: ({ signal }) => answerOf(client.GET("/insights", { params: { query: { ...days, by } }, signal })),
  });
