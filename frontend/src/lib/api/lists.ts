import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import { saidBy } from "@/lib/purpose/purpose";
import type { ApiClient, EntryInput, ImportInput, ListEntry, ListInput, PermitQuestion } from "@/client";
import { answerOf } from "@/lib/api/answer";

const PAGE_SIZE = 50;

/** All lists; only operators and administrators may ask. */
export const listsQuery = (client: ApiClient) =>
  queryOptions({ queryKey: ["lists"], queryFn: ({ signal }) => answerOf(client.GET("/lists", { signal })) });

/** A list's entries whose plates begin so, a page at a time. Each look is written down: none is taken by itself. */
export const entriesQuery = (client: ApiClient, list_id: string, plate_begins: string) =>
  infiniteQueryOptions({
    queryKey: ["lists", list_id, plate_begins],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        client.POST("/lists/{list_id}/entries/search", {
          params: { path: { list_id } },
          body: { plate_begins, limit: PAGE_SIZE, cursor: pageParam },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.cursor,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

/** Makes a list, or changes it where its id and version are given. */
export const saveList = (client: ApiClient, body: ListInput) => answerOf(client.POST("/lists", { body }));

type InList = { list_id: string };

/** Removes a list: it counts no more, and its entries are to be cleared. */
export const removeList = (client: ApiClient, { list_id, version }: InList & { version: number }) =>
  answerOf(client.POST("/lists/{list_id}/remove", { params: { path: { list_id } }, body: { version } }));

type Clearing = InList & { which: "all" | "ended"; cursor: string | null };

/** Takes some of a list's entries away. */
export const clearList = (client: ApiClient, { list_id, ...body }: Clearing, signal?: AbortSignal) =>
  answerOf(
    client.POST("/lists/{list_id}/clear", {
      params: { path: { list_id } },
      body,
      ...(signal === undefined ? {} : { signal }),
    }),
  );

/** Adds an entry, or changes the one that was seen. */
export const saveEntry = (client: ApiClient, { list_id, ...body }: InList & EntryInput) =>
  answerOf(client.POST("/lists/{list_id}/entries", { params: { path: { list_id } }, body }));

type Seen = Pick<ListEntry, "plate" | "region" | "version">;

/** Takes entries off a list. */
export const removeEntries = (client: ApiClient, { list_id, entries }: InList & { entries: readonly Seen[] }) =>
  answerOf(
    client.POST("/lists/{list_id}/entries/remove", {
      params: { path: { list_id } },
      body: { entries: entries.map(({ plate, region, version }) => ({ plate, region, version })) },
    }),
  );

/** Shows what an entry would have hit lately. */
export const tryEntry = (client: ApiClient, { list_id, ...body }: InList & Omit<EntryInput, "seen">) =>
  answerOf(
    client.POST("/lists/{list_id}/entries/try", {
      params: { path: { list_id } },
      body: { ...body, ...saidBy(client) },
    }),
  );

/** Takes a piece of a CSV into a list, or tells what that would change. */
export const importPiece = (client: ApiClient, { list_id, ...body }: InList & ImportInput, signal: AbortSignal) =>
  answerOf(client.POST("/lists/{list_id}/import", { params: { path: { list_id } }, body, signal }));

/** Gets a piece of a list as a CSV. */
export const exportList = (client: ApiClient, list_id: string, cursor: string | null, signal: AbortSignal) =>
  answerOf(client.POST("/lists/{list_id}/export", { params: { path: { list_id } }, body: { cursor }, signal }));

/** Gets some entries of a list by a cursor, for comparing them with a file. */
export const someEntries = (client: ApiClient, list_id: string, cursor: string | null, signal: AbortSignal) =>
  answerOf(
    client.POST("/lists/{list_id}/entries/search", {
      params: { path: { list_id } },
      body: { plate_begins: "", limit: 200, cursor },
      signal,
    }),
  );

/** Asks whether a plate may be at a site. */
export const checkPermit = (client: ApiClient, body: PermitQuestion) =>
  answerOf(client.POST("/permits/check", { body }));
