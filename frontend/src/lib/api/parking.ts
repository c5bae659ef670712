import { queryOptions } from "@tanstack/react-query";

import type { ApiClient, Occupancy, Parking, ParkingInput } from "@/client";
import { answerOf } from "@/lib/api/answer";
import { isMissing } from "@/lib/errors";

/** Where somebody looks at how it goes just now, it is asked for so often; never while nobody sees the page. */
export const LOOK_EVERY_MS = 5_000;

/** How it goes at all sites just now. */
export const nowQuery = (client: ApiClient) =>
  queryOptions({ queryKey: ["now"], queryFn: ({ signal }) => answerOf(client.GET("/now", { signal })) });

const of = (site_id: string) => ({ params: { path: { site_id } } });

/** A site that is not there is not asked for again and again. */
const retryUnlessMissing = (failures: number, error: Error): boolean => failures < 3 && !isMissing(error);

/** How many vehicles are at a site, and what that was made from. */
export const occupancyQuery = (client: ApiClient, siteId: string) =>
  queryOptions({
    queryKey: ["occupancy", siteId],
    queryFn: ({ signal }) => answerOf(client.GET("/sites/{site_id}/occupancy", { ...of(siteId), signal })),
    retry: retryUnlessMissing,
  });

type Counted = { site_id: string; count: number; why: string };

/** Says how many vehicles are at a site; answers with the count after that. */
export const setCount = (client: ApiClient, { site_id, ...body }: Counted): Promise<Occupancy> =>
  answerOf(client.POST("/sites/{site_id}/count", { ...of(site_id), body }));

/** Days by the site's clocks, both included. */
export type Days = { from: string; to: string };

/** Parking at a site over some days. */
export const chartsQuery = (client: ApiClient, siteId: string, days: Days) =>
  queryOptions({
    queryKey: ["parking charts", siteId, days],
    queryFn: ({ signal }) =>
      answerOf(client.GET("/sites/{site_id}/charts", { params: { path: { site_id: siteId }, query: days }, signal })),
  });

/** How parking at a site is followed. */
export const parkingQuery = (client: ApiClient, siteId: string) =>
  queryOptions({
    queryKey: ["parking", siteId],
    queryFn: ({ signal }) => answerOf(client.GET("/sites/{site_id}/parking", { ...of(siteId), signal })),
    retry: retryUnlessMissing,
    // A form is filled from it: nothing changes under the hands of who fills it in.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

/** Sets how parking at a site is followed; answers with what is set after that. */
export const saveParking = (
  client: ApiClient,
  { site_id, ...body }: { site_id: string } & ParkingInput,
): Promise<Parking> => answerOf(client.POST("/sites/{site_id}/parking", { ...of(site_id), body }));
