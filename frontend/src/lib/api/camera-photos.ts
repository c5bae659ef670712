import type { ApiClient, CameraPhotos, Upload } from "@/client";
import { answerOf } from "@/lib/api/answer";

import { isSettled } from "./uploads";

/** So many photos are shown; older ones are found in Reads. */
export const MOST_PHOTOS = 24;

/** What follows the log may show a photo a moment after a newer one: for so long they are asked for again. */
const SETTLES_MS = 10_000;

/** After so long a photo that is not read yet has failed, or will be. */
const GIVE_UP_MS = 20 * 60_000;

/** The newest photos of a camera, newest first, when each was shown first, and how many came since the first answer. */
export type Watched = { photos: readonly Upload[]; shownAtMs: Readonly<Record<string, number>>; arrived: number };

const isMoving = (watched: Watched, photo: Upload, nowMs: number): boolean => {
  const shownForMs = nowMs - (watched.shownAtMs[photo.upload_id] ?? nowMs);
  return shownForMs < (isSettled(photo) ? SETTLES_MS : GIVE_UP_MS);
};

/**
 * From when on photos have to be asked for: what is older neither changes nor is joined by others any more.
 *
 * @returns The time of arrival of the newest such photo; null where there is none.
 */
export function settledUntil(watched: Watched, nowMs: number): string | null {
  const oldestMoving = watched.photos.findLastIndex((photo) => isMoving(watched, photo, nowMs));
  return watched.photos[oldestMoving + 1]?.created_at ?? null;
}

/** Puts what came to what was there. Where so much came that some of it is missing, only what came stays. */
export function joined(before: Watched | undefined, { photos }: CameraPhotos, nowMs: number): Watched {
  const known = new Set(before?.photos.map(({ upload_id }) => upload_id));
  const got = new Set(photos.map(({ upload_id }) => upload_id));
  const rest = photos.length < MOST_PHOTOS ? (before?.photos ?? []).filter(({ upload_id }) => !got.has(upload_id)) : [];
  const all = [...photos, ...rest].slice(0, MOST_PHOTOS);
  const isNew = before === undefined ? 0 : photos.filter(({ upload_id }) => !known.has(upload_id)).length;
  return {
    photos: all,
    shownAtMs: Object.fromEntries(
      all.map(({ upload_id }) => [upload_id, before?.shownAtMs[upload_id] ?? nowMs] as const),
    ),
    arrived: (before?.arrived ?? 0) + isNew,
  };
}

/**
 * Asks for a camera's photos; of those that are known only for what may be new.
 *
 * @param before - The last answer.
 */
export async function watchCamera(
  client: ApiClient,
  cameraId: string,
  before: Watched | undefined,
  signal: AbortSignal,
): Promise<Watched> {
  const after = before === undefined ? null : settledUntil(before, Date.now());
  const query = { limit: MOST_PHOTOS, ...(after === null ? {} : { after }) };
  const params = { path: { camera_id: cameraId }, query };
  const got = await answerOf(client.GET("/cameras/{camera_id}/photos", { params, signal }));
  if (before !== undefined && got.photos.length === 0) return before;
  return joined(before, got, Date.now());
}
