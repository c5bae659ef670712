import { queryOptions } from "@tanstack/react-query";

import type { ApiClient, Camera, CameraInput, MadeSecret, SiteInput } from "@/client";
import { answerOf } from "@/lib/api/answer";

/** How long the names of sites and cameras are taken to stand. */
const FRESH_MS = 5 * 60_000;

/** All sites with their cameras; only operators and administrators may ask. */
export const sitesQuery = (client: ApiClient) =>
  queryOptions({
    queryKey: ["sites"],
    queryFn: ({ signal }) => answerOf(client.GET("/sites", { signal })),
    staleTime: FRESH_MS,
  });

/** Makes a site, or changes it where its id and version are given. */
export const saveSite = (client: ApiClient, body: SiteInput) => answerOf(client.POST("/sites", { body }));

type Seen = { version: number };

/** Removes a site that has no cameras any more. */
export const removeSite = (client: ApiClient, { site_id, version }: Seen & { site_id: string }) =>
  answerOf(client.POST("/sites/{site_id}/remove", { params: { path: { site_id } }, body: { version } }));

/** Makes a camera, or changes it where its id and version are given. */
export const saveCamera = (client: ApiClient, body: CameraInput): Promise<Camera> =>
  answerOf(client.POST("/cameras", { body }));

/** Removes a camera with its secrets. */
export const removeCamera = (
  client: ApiClient,
  { camera_id, version }: Seen & { camera_id: string },
): Promise<Camera> =>
  answerOf(client.POST("/cameras/{camera_id}/remove", { params: { path: { camera_id } }, body: { version } }));

/** Makes a camera's secret, or the one that takes its place. Nobody is shown it again. */
export const makeSecret = (client: ApiClient, camera_id: string): Promise<MadeSecret> =>
  answerOf(client.POST("/cameras/{camera_id}/secrets", { params: { path: { camera_id } }, body: {} }));

/** Revokes a camera's secret at once. */
export const revokeSecret = (client: ApiClient, path: { camera_id: string; secret_id: string }): Promise<Camera> =>
  answerOf(client.POST("/cameras/{camera_id}/secrets/{secret_id}/revoke", { params: { path }, body: {} }));
