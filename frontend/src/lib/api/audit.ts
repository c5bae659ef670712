import { infiniteQueryOptions } from "@tanstack/react-query";

import type { ApiClient, AuditExportRequest, AuditList, AuditSearch } from "@/client";
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

/** A page may be empty though more follow: so often it is gone on by itself, then people say whether to. */
const EMPTY_PAGES = 3;

async function nextPage(client: ApiClient, asked: AuditSearch, cursor: string | null, signal: AbortSignal) {
  let page: AuditList = { entries: [], cursor };
  for (let looked = 0; looked <= EMPTY_PAGES && page.entries.length === 0; looked += 1) {
    const from = page.cursor === null ? {} : { cursor: page.cursor };
    page = await answerOf(client.POST("/audit/search", { body: { ...asked, limit: PAGE_SIZE, ...from }, signal }));
    if (page.cursor === null) break;
  }
  return page;
}

/** What somebody looks for in the audit, newest first, a page at a time. */
export const auditSearch = (client: ApiClient, asked: AuditSearch) =>
  infiniteQueryOptions({
    queryKey: ["audit", "search", asked],
    queryFn: ({ pageParam, signal }) => nextPage(client, asked, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.cursor,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

/** One piece of a file of what somebody looks for. */
export const exportAudit = (client: ApiClient, body: AuditExportRequest, signal: AbortSignal) =>
  answerOf(client.POST("/audit/export", { body, signal }));
