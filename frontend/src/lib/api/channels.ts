import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import type { ApiClient, Channel, ChannelInput, MadeChannel } from "@/client";
import { answerOf } from "@/lib/api/answer";

const PAGE_SIZE = 25;

/** All channels; only administrators may ask. */
export const channelsQuery = (client: ApiClient) =>
  queryOptions({
    queryKey: ["channels"],
    queryFn: ({ signal }) => answerOf(client.GET("/channels", { signal })),
  });

/** The names of the channels that are off though nobody switched them off. */
export const wentOff = (channels: readonly Channel[]): string[] =>
  channels.filter(({ off_because }) => off_because !== null && off_because !== "by_hand").map(({ name }) => name);

/** What came of a channel's events, newest first, a page at a time. */
export const deliveriesQuery = (client: ApiClient, channelId: string) =>
  infiniteQueryOptions({
    queryKey: ["deliveries", channelId],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        client.GET("/channels/{channel_id}/deliveries", {
          params: {
            path: { channel_id: channelId },
            query: { limit: PAGE_SIZE, ...(pageParam === null ? {} : { cursor: pageParam }) },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.cursor,
  });

const of = (channel_id: string) => ({ path: { channel_id } });

/** Makes a channel, or changes it where its id and version are given. A new one's secret is shown this once. */
export const saveChannel = (client: ApiClient, body: ChannelInput): Promise<MadeChannel> =>
  answerOf(client.POST("/channels", { body }));

/** Switches a channel on or off. */
export const switchChannel = (client: ApiClient, { id, on }: { id: string; on: boolean }): Promise<MadeChannel> =>
  answerOf(client.POST("/channels/{channel_id}/switch", { params: of(id), body: { on } }));

/** Removes a channel with its secrets. */
export const removeChannel = (client: ApiClient, { id, version }: { id: string; version: number }) =>
  answerOf(client.POST("/channels/{channel_id}/remove", { params: of(id), body: { version } }));

/** Makes a webhook's next secret. Nobody is shown it again. */
export const rotateSecret = (client: ApiClient, id: string): Promise<MadeChannel> =>
  answerOf(client.POST("/channels/{channel_id}/rotate", { params: of(id), body: {} }));

/** Sends a test by a channel. */
export const testChannel = (client: ApiClient, id: string) =>
  answerOf(client.POST("/channels/{channel_id}/test", { params: of(id), body: {} }));

type Again = { id: string; delivery_id: string } | { id: string; failed_since: string };

/** Sends again one event, or what failed since a time. */
export const replay = (client: ApiClient, { id, ...what }: Again) =>
  answerOf(client.POST("/channels/{channel_id}/replay", { params: of(id), body: what }));
