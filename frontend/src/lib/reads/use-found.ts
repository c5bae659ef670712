import { useInfiniteQuery } from "@tanstack/react-query";

import type { ApiClient, FoundRead, FoundReads, SearchRequest } from "@/client";
import { searchReads } from "@/lib/api/reads";
import { useServices } from "@/lib/services";
import { useOneAtATime } from "@/lib/use-one-at-a-time";

const PAGE_SIZE = 25;
/** A page may be empty though more follow: so often it is gone on by itself, then people say whether to. */
const EMPTY_PAGES = 4;

/** Under which name the answers to a search are kept. */
export const searchKey = (request: SearchRequest) => ["reads", "search", request] as const;

/** The next page that has something, or the last one that was looked at. */
async function nextPage(
  client: ApiClient,
  request: SearchRequest,
  cursor: string | null,
  signal: AbortSignal,
): Promise<FoundReads> {
  let page: FoundReads = { reads: [], cursor };
  for (let looked = 0; looked <= EMPTY_PAGES && page.reads.length === 0; looked += 1) {
    const from = page.cursor === null ? {} : { cursor: page.cursor };
    page = await searchReads(client, { ...request, limit: PAGE_SIZE, ...from }, signal);
    if (page.cursor === null) break;
  }
  return page;
}

/** What the search finds first by now; nobody has asked for it. */
export const firstPage = (client: ApiClient, request: SearchRequest, signal: AbortSignal): Promise<FoundReads> =>
  nextPage(client, { ...request, is_refresh: true }, null, signal);

export type Found = {
  reads: FoundRead[];
  error: Error | null;
  isPending: boolean;
  isFetchingMore: boolean;
  hasMore: boolean;
  /** Whether the last pages that were looked at had nothing. */
  cameUpEmpty: boolean;
  more: () => void;
  again: () => void;
};

/** What a search finds, a page at a time. */
export function useFound(request: SearchRequest): Found {
  const { client } = useServices();
  const found = useInfiniteQuery({
    queryKey: searchKey(request),
    queryFn: ({ pageParam, signal }) => nextPage(client, request, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.cursor,
  });
  const more = useOneAtATime(found.fetchNextPage);
  const pages = found.data?.pages ?? [];
  return {
    reads: pages.flatMap((page) => page.reads),
    error: found.error,
    isPending: found.isPending,
    isFetchingMore: found.isFetchingNextPage,
    hasMore: found.hasNextPage,
    cameUpEmpty: pages.at(-1)?.reads.length === 0,
    more,
    again: () => void found.refetch(),
  };
}
