import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import type { ApiClient, DeleteReason, Receipt, Upload, UploadPromise, UploadRequest } from "@/client";
import { answerOf } from "@/lib/api/answer";

const PAGE_SIZE = 24;

const SECOND = 1000;
const FIRST_PAUSE_MS = 0.4 * SECOND;
const LONGEST_PAUSE_MS = 5 * SECOND;
const PAUSE_GROWTH = 1.3;
/** A presigned POST lives 5 minutes, the function's retries are over well within 15: later nothing changes any more. */
const GIVE_UP_AFTER_MS = 20 * 60 * SECOND;
/** From here on people are told that they need not wait. */
export const SLOW_AFTER_MS = 30 * SECOND;

const SETTLED: readonly Upload["status"][] = ["done", "failed", "waiting"];

/** Whether nothing will change about this upload by itself while somebody looks at it. */
export const isSettled = (upload: Upload): boolean => SETTLED.includes(upload.status);

/** How long ago the upload was announced, in milliseconds. */
export const ageMs = (upload: Upload, now: number): number => now - Date.parse(upload.created_at);

/**
 * How long to wait before asking again: each pause longer than the one before, up to 5 seconds.
 *
 * @param upload - The last answer.
 * @param asked - How many answers there were, 1 or more.
 * @param now - Milliseconds since 1970.
 * @returns Milliseconds, or false when asking again is no use.
 */
export function pauseBeforeNextPoll(upload: Upload, asked: number, now: number): number | false {
  if (isSettled(upload) || ageMs(upload, now) > GIVE_UP_AFTER_MS) return false;
  return Math.min(FIRST_PAUSE_MS * PAUSE_GROWTH ** (asked - 1), LONGEST_PAUSE_MS);
}

/** Announces a photo; answers with where to send it. */
export function startUpload(client: ApiClient, body: UploadRequest): Promise<UploadPromise> {
  return answerOf(client.POST("/uploads", { body }));
}

/** One upload as it stands. */
export function showUpload(client: ApiClient, uploadId: string, signal?: AbortSignal): Promise<Upload> {
  const params = { path: { upload_id: uploadId } };
  return answerOf(client.GET("/uploads/{upload_id}", signal === undefined ? { params } : { params, signal }));
}

/** Deletes a photo with all that was made of it; others' photos need a reason. */
export function deleteUpload(client: ApiClient, uploadId: string, reason: DeleteReason | null): Promise<Receipt> {
  const path = { upload_id: uploadId };
  return answerOf(client.POST("/uploads/{upload_id}/delete", { params: { path }, body: { reason } }));
}

/** Has a photo read that was not read because it shows the same as another one. */
export function readRepeat(client: ApiClient, uploadId: string): Promise<Upload> {
  return answerOf(client.POST("/uploads/{upload_id}/read", { params: { path: { upload_id: uploadId } }, body: {} }));
}

/** As people are shown their upload: without plates that somebody typed and that were taken back or rejected. */
const asShown = (upload: Upload): Upload => ({
  ...upload,
  reads: upload.reads.filter(({ source, status }) => source === "machine" || status !== "rejected"),
});

/** One upload, asked for again until its photo has been read. */
export const uploadQuery = (client: ApiClient, uploadId: string) =>
  queryOptions({
    queryKey: ["uploads", "one", uploadId],
    queryFn: ({ signal }) => showUpload(client, uploadId, signal).then(asShown),
    refetchInterval: ({ state }) =>
      state.data === undefined ? false : pauseBeforeNextPoll(state.data, state.dataUpdateCount, Date.now()),
  });

/** The person's own uploads, newest first, a page at a time; asked for again while one of them is expected or being read. */
export const uploadsQuery = (client: ApiClient) =>
  infiniteQueryOptions({
    queryKey: ["uploads", "mine"],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        client.GET("/uploads", {
          params: { query: { limit: PAGE_SIZE, ...(pageParam === null ? {} : { cursor: pageParam }) } },
          signal,
        }),
      ).then((page) => ({ ...page, uploads: page.uploads.map(asShown) })),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.cursor,
    refetchInterval: ({ state }) => {
      const uploads = state.data?.pages.flatMap((page) => page.uploads) ?? [];
      const young = uploads.some((upload) => !isSettled(upload) && ageMs(upload, Date.now()) < GIVE_UP_AFTER_MS);
      return young && LONGEST_PAUSE_MS;
    },
  });
