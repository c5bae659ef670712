import { queryOptions } from "@tanstack/react-query";

import type { ApiClient, Settings, SettingsInput } from "@/client";
import { answerOf } from "@/lib/api/answer";

/** What is in force, and what can be chosen. */
export const settingsQuery = (client: ApiClient) =>
  queryOptions({
    queryKey: ["settings"],
    queryFn: ({ signal }) => answerOf(client.GET("/settings", { signal })),
  });

/** Sets everything; answers with what is in force after that. */
export const changeSettings = (client: ApiClient, body: SettingsInput): Promise<Settings> =>
  answerOf(client.POST("/settings", { body }));
