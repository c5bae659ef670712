import { useInfiniteQuery } from "@tanstack/react-query";

import type { Dossier, Purpose } from "@/client";
import { makeDossier } from "@/lib/api/plates";
import { useServices } from "@/lib/services";
import { useOneAtATime } from "@/lib/use-one-at-a-time";

import { boundsOf, type Period } from "./period";

/** Sightings that come at a time: their photos are whole ones. */
export const PAGE_SIZE = 25;
/** So many a document has at most. */
export const MOST = 100;

/** What was asked for; each time somebody presses the button is another one. */
export type Asked = { plate: string; period: Period; purpose: Purpose | null; time: number };

export type Made = {
  /** What the first page said; null while it is not there. */
  first: Dossier | null;
  sightings: Dossier["sightings"];
  error: Error | null;
  isPending: boolean;
  isFetchingMore: boolean;
  hasMore: boolean;
  more: () => void;
  again: () => void;
};

/** A dossier, a page at a time. Nothing is asked for by itself: each page that is made stands in the audit. */
export function useDossier(asked: Asked): Made {
  const { client } = useServices();
  const { plate, period, purpose } = asked;
  const made = useInfiniteQuery({
    queryKey: ["plates", "dossier", asked],
    queryFn: ({ pageParam, signal }) => {
      const [cursor, why] = [pageParam === null ? {} : { cursor: pageParam }, purpose === null ? {} : { purpose }];
      return makeDossier(client, { plate, ...boundsOf(period), limit: PAGE_SIZE, ...cursor, ...why }, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.cursor,
    staleTime: Infinity,
    gcTime: 0,
  });
  const more = useOneAtATime(made.fetchNextPage);
  const pages = made.data?.pages ?? [];
  return {
    first: pages[0] ?? null,
    sightings: pages.flatMap((page) => page.sightings),
    error: made.error,
    isPending: made.isPending,
    isFetchingMore: made.isFetchingNextPage,
    hasMore: made.hasNextPage,
    more,
    again: () => void made.refetch(),
  };
}
