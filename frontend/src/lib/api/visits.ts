import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import type { ApiClient, StandingWord, VisitDetail, VisitsExportRequest, VisitsRequest } from "@/client";
import { answerOf } from "@/lib/api/answer";
import { isMissing, mayGoBetter } from "@/lib/errors";
import { saidBy } from "@/lib/purpose/purpose";

/** Visits that are listed by site change by themselves: asked for so often, though never while nobody sees the page. */
const LOOK_EVERY_MS = 10_000;

export type WantedVisits = Omit<VisitsRequest, "cursor" | "limit" | "purpose">;

const search = (client: ApiClient, body: VisitsRequest, signal: AbortSignal) =>
  answerOf(client.POST("/visits/search", { body: { ...body, ...saidBy(client) }, signal }));

/** Visits, a page at a time. A plate that is looked up is looked up once: each look is written down. */
export const visitsQuery = (client: ApiClient, wanted: WantedVisits) => {
  const isLookUp = (wanted.plate ?? "") !== "";
  return infiniteQueryOptions({
    queryKey: ["visits", "list", wanted],
    queryFn: ({ pageParam, signal }) => search(client, { ...wanted, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.cursor,
    // What the API refuses it refuses again; an outage ends.
    refetchInterval: ({ state }) => !isLookUp && (state.error === null || mayGoBetter(state.error)) && LOOK_EVERY_MS,
    refetchOnWindowFocus: !isLookUp,
    refetchOnReconnect: !isLookUp,
    staleTime: isLookUp ? Infinity : 0,
  });
};

/** The questions of a site: which entry an exit belongs to. */
export const questionsQuery = (client: ApiClient, siteId: string) =>
  queryOptions({
    queryKey: ["visits", "questions", siteId],
    queryFn: ({ signal }) => search(client, { site_id: siteId, pile: "questions", limit: 50 }, signal),
  });

/** A visit with all that became of it; it changes as long as the vehicle is there. */
export const visitQuery = (client: ApiClient, visitId: string) =>
  queryOptions({
    queryKey: ["visits", "one", visitId],
    queryFn: ({ signal }) =>
      answerOf(client.GET("/visits/{visit_id}", { params: { path: { visit_id: visitId } }, signal })),
    retry: (failures, error) => failures < 3 && !isMissing(error) && mayGoBetter(error),
    refetchInterval: ({ state }) => state.data?.state === "open" && LOOK_EVERY_MS,
  });

/** A visit as somebody saw it. */
export type SeenVisit = { visit_id: string; version: number };

const of = (visit_id: string) => ({ params: { path: { visit_id } } });

/** Says what becomes of a visit that is too long. */
export const sayOfVisit = (client: ApiClient, { visit_id, ...body }: SeenVisit & { word: StandingWord }) =>
  answerOf(client.POST("/visits/{visit_id}/say", { ...of(visit_id), body }));

/** Says when a vehicle left that no camera saw leaving. */
export const sayItLeft = (client: ApiClient, { visit_id, ...body }: SeenVisit & { left_at: string }) =>
  answerOf(client.POST("/visits/{visit_id}/left", { ...of(visit_id), body }));

/** Says that the two ends are not one vehicle's. */
export const partVisit = (client: ApiClient, { visit_id, ...body }: SeenVisit): Promise<VisitDetail> =>
  answerOf(client.POST("/visits/{visit_id}/part", { ...of(visit_id), body }));

/** Says which entry an exit belongs to; null for none of those that were suggested. */
export const answerQuestion = (
  client: ApiClient,
  { visit_id, ...body }: SeenVisit & { entry_read_id: string | null },
): Promise<VisitDetail> => answerOf(client.POST("/visits/{visit_id}/answer", { ...of(visit_id), body }));

/** One piece of a file of visits. */
export const exportVisits = (client: ApiClient, body: VisitsExportRequest, signal: AbortSignal) =>
  answerOf(client.POST("/visits/export", { body: { ...body, ...saidBy(client) }, signal }));
