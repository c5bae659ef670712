import pLimit from "p-limit";

import type { UploadPromise, UploadRequest } from "@/client";
import { NetworkError, sentenceOf } from "@/lib/errors";
import { createStore, type Store } from "@/lib/store";

import { StorageRefusedError, type postFile } from "./post-file";
import type { PreparedPhoto } from "./prepare";

const SENDING_AT_ONCE = 4;
/** Decoding and converting eat memory and cores: phones crash when many go at once. */
const PREPARING_AT_ONCE = 2;
/** A promise that is about to end is not worth starting on. */
const PROMISE_MARGIN_MS = 30_000;

export type Step =
  /** On its way. */
  | { name: "waiting" | "preparing" | "reserving" }
  | { name: "sending"; sentBytes: number }
  /** At an end: `refused` cannot be sent as it is, `failed` can be tried again. */
  | { name: "refused" | "failed"; problem: string }
  | { name: "cancelled" }
  | { name: "sent"; uploadId: string };

/** One photo in the queue. */
export type QueuedPhoto = {
  id: number;
  file: File;
  step: Step;
  /** Set once it is known how the photo will be sent. */
  prepared: PreparedPhoto | null;
  /** Where the browser can show it from; set with `prepared`. */
  previewUrl: string | null;
};

export type QueueTools = {
  prepare: (file: File) => Promise<PreparedPhoto>;
  reserve: (request: UploadRequest) => Promise<UploadPromise>;
  send: typeof postFile;
  /** Makes a photo in memory showable, and lets go of it. */
  previews: { make: (photo: Blob) => string; drop: (url: string) => void };
  now: () => number;
};

/** Photos on their way to the bucket. It outlives the page that shows it, so that nothing stops when people look around. */
export type UploadQueue = {
  photos: Pick<Store<readonly QueuedPhoto[]>, "get" | "subscribe">;
  add: (files: readonly File[]) => void;
  cancel: (id: number) => void;
  retry: (id: number) => void;
  /** Takes a photo that is no longer on its way out of the list. */
  remove: (id: number) => void;
  /** Cancels everything and forgets it. */
  clear: () => void;
};

const MOVING: readonly Step["name"][] = ["waiting", "preparing", "reserving", "sending"];

/** Whether a photo would be lost by leaving now. */
export const isMoving = ({ step }: QueuedPhoto): boolean => MOVING.includes(step.name);

/** How much of a photo has been sent, 0 to 1. */
export function sentShare({ step, prepared }: QueuedPhoto): number {
  if (step.name === "sent") return 1;
  if (step.name !== "sending" || prepared === null) return 0;
  return Math.min(1, step.sentBytes / prepared.blob.size);
}

const requestFor = (photo: PreparedPhoto): UploadRequest => ({
  file_name: photo.fileName,
  content_type: photo.contentType,
  size_bytes: photo.blob.size,
  captured_at: photo.capturedAt,
});

/**
 * Makes an empty queue.
 *
 * @param tools - What prepares a photo, announces it and sends it.
 */
export function createUploadQueue({ prepare, reserve, send, previews, now }: QueueTools): UploadQueue {
  const photos = createStore<readonly QueuedPhoto[]>([]);
  const preparing = pLimit(PREPARING_AT_ONCE);
  const sending = pLimit(SENDING_AT_ONCE);
  const aborts = new Map<number, AbortController>();
  const promises = new Map<number, UploadPromise>();
  let lastId = 0;

  const change = (id: number, changes: Partial<QueuedPhoto>): void =>
    photos.set(photos.get().map((photo) => (photo.id === id ? { ...photo, ...changes } : photo)));

  /** The promise of the try before, while it lasts: so a photo sent twice is one upload, not two. */
  const promiseFor = async (id: number, photo: PreparedPhoto): Promise<UploadPromise> => {
    const earlier = promises.get(id);
    if (earlier !== undefined && Date.parse(earlier.expires_at) - now() > PROMISE_MARGIN_MS) return earlier;
    const promise = await reserve(requestFor(photo));
    promises.set(id, promise);
    return promise;
  };

  const sendOne = async (id: number, photo: PreparedPhoto, signal: AbortSignal): Promise<void> => {
    signal.throwIfAborted();
    change(id, { step: { name: "reserving" } });
    const promise = await promiseFor(id, photo);
    signal.throwIfAborted();
    const onProgress = (sentBytes: number): void => change(id, { step: { name: "sending", sentBytes } });
    onProgress(0);
    await send(promise.upload, photo.blob, onProgress, signal);
    change(id, { step: { name: "sent", uploadId: promise.upload_id } });
  };

  const prepareOne = async (id: number, file: File, signal: AbortSignal): Promise<PreparedPhoto> => {
    signal.throwIfAborted();
    change(id, { step: { name: "preparing" } });
    const prepared = await prepare(file);
    signal.throwIfAborted();
    change(id, { prepared, previewUrl: previews.make(prepared.blob), step: { name: "waiting" } });
    return prepared;
  };

  const run = async (id: number, { file, prepared }: QueuedPhoto): Promise<void> => {
    const abort = new AbortController();
    aborts.set(id, abort);
    const { signal } = abort;
    let ready = prepared;
    try {
      ready ??= await preparing(() => prepareOne(id, file, signal));
      const photo = ready;
      await sending(() => sendOne(id, photo, signal));
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof StorageRefusedError) promises.delete(id);
      const mayWorkAgain = ready !== null || error instanceof NetworkError;
      change(id, { step: { name: mayWorkAgain ? "failed" : "refused", problem: sentenceOf(error) } });
    } finally {
      if (aborts.get(id) === abort) aborts.delete(id);
    }
  };

  const start = (photo: QueuedPhoto): void => {
    void run(photo.id, photo);
  };

  const letGo = ({ id, previewUrl }: QueuedPhoto): void => {
    aborts.get(id)?.abort();
    promises.delete(id);
    if (previewUrl !== null) previews.drop(previewUrl);
  };

  const newPhoto = (file: File): QueuedPhoto => ({
    id: ++lastId,
    file,
    step: { name: "waiting" },
    prepared: null,
    previewUrl: null,
  });

  return {
    photos,
    add: (files) => {
      const added = files.map(newPhoto);
      photos.set([...added, ...photos.get()]);
      added.forEach(start);
    },
    cancel: (id) => {
      aborts.get(id)?.abort();
      change(id, { step: { name: "cancelled" } });
    },
    retry: (id) => {
      const photo = photos.get().find((one) => one.id === id);
      if (photo === undefined || isMoving(photo) || photo.step.name === "sent") return;
      change(id, { step: { name: "waiting" } });
      start(photo);
    },
    remove: (id) => {
      photos
        .get()
        .filter((photo) => photo.id === id)
        .forEach(letGo);
      photos.set(photos.get().filter((photo) => photo.id !== id));
    },
    clear: () => {
      photos.get().forEach(letGo);
      photos.set([]);
    },
  };
}
