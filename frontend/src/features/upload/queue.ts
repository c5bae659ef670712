import pLimit from "p-limit";

import type { UploadPromise, UploadRequest } from "@/client";
import { ApiError, NetworkError, SessionEndedError, sentenceOf } from "@/lib/errors";
import { createStore, type Store } from "@/lib/store";

import { StorageRefusedError, type postFile } from "./sending/post-file";
import type { PreparedPhoto } from "./preparing/prepare";

const SENDING_AT_ONCE = 4;
/** Decoding and converting eat memory and cores: phones crash when many go at once. */
const PREPARING_AT_ONCE = 2;
/** A promise that is about to end is not worth starting on. */
const PROMISE_MARGIN_MS = 30_000;

/** An upload that the same photo came to before. */
export type EarlierUpload = { uploadId: string; at: string };

export type Step =
  /** On its way. */
  | { name: "waiting" | "preparing" | "reserving" }
  | { name: "sending"; sentBytes: number }
  /** At an end: cannot be sent as it is. */
  | { name: "refused"; problem: string }
  /** Can be tried again; `goesOn` where that happens by itself, once the network or the session is back. */
  | { name: "failed"; problem: string; goesOn: boolean }
  | { name: "cancelled" }
  /** Sent before, or twice in the list (null): it is sent again only when somebody asks for it. */
  | { name: "repeated"; earlier: EarlierUpload | null }
  | { name: "sent"; uploadId: string };

/** One photo in the queue. */
export type QueuedPhoto = {
  /** Another one for every photo, on every page load too. */
  id: string;
  /** Milliseconds since 1970; photos that were chosen together share it. */
  chosenAt: number;
  /** Among those that were chosen together, 0 for the first. */
  place: number;
  file: File;
  /** Which camera took it, where that was said. */
  cameraId?: string;
  step: Step;
  /** Of the file's content; null until it is known, or where the browser cannot tell it. */
  digest: string | null;
  /** Whether it is sent also if it was sent before. */
  mayRepeat: boolean;
  /** Set once it is known how the photo will be sent. */
  prepared: PreparedPhoto | null;
  /** Where it may be sent, or might have been, from the first try on. */
  promise: UploadPromise | null;
  /** Where the browser can show it from; set with `prepared`. */
  previewUrl: string | null;
};

/** What of a photo outlives the page. */
export type WaitingPhoto = Omit<QueuedPhoto, "step" | "previewUrl"> & { isCancelled: boolean };

export type QueueTools = {
  prepare: (file: File) => Promise<PreparedPhoto>;
  /** A photo's content in short; null where the browser has no means for it. */
  digestOf: (file: File) => Promise<string | null>;
  /** The upload that a photo of that content was sent to before. */
  sentBefore: (digest: string) => Promise<EarlierUpload | null>;
  reserve: (request: UploadRequest) => Promise<UploadPromise>;
  /** Whether the photo of an upload is there after all, for the connection may break behind it. */
  hasArrived: (uploadId: string) => Promise<boolean>;
  /** Takes back an upload whose photo will not come. */
  withdraw: (uploadId: string) => Promise<void>;
  send: typeof postFile;
  /** Makes a photo in memory showable, and lets go of it. */
  previews: { make: (photo: Blob) => string; drop: (url: string) => void };
  newId: () => string;
  now: () => number;
};

/** Photos on their way to the bucket. It outlives the page that shows it, so that nothing stops when people look around. */
export type UploadQueue = {
  photos: Pick<Store<readonly QueuedPhoto[]>, "get" | "subscribe">;
  /** Takes photos in, of one camera where that is said. */
  add: (files: readonly File[], cameraId?: string) => void;
  /** Goes on with photos that an earlier page load left. */
  restore: (photos: readonly WaitingPhoto[]) => void;
  /** Tries again what waits for the network or the session. */
  resume: () => void;
  cancel: (id: string) => void;
  /** Tries again, and sends what was sent before. */
  retry: (id: string) => void;
  /** Takes a photo that is no longer on its way out of the list. */
  remove: (id: string) => void;
  /** Stops everything and forgets it. */
  clear: () => void;
};

const MOVING: readonly Step["name"][] = ["waiting", "preparing", "reserving", "sending"];

/** Whether something is being done about a photo. */
export const isMoving = ({ step }: QueuedPhoto): boolean => MOVING.includes(step.name);

/** Whether a photo is meant to be sent and is not yet. */
export const isUnsent = (photo: QueuedPhoto): boolean => isMoving(photo) || photo.step.name === "failed";

/** Whether a photo waits for the network or for a sign-in, to go on by itself. */
export const isHeldUp = ({ step }: QueuedPhoto): boolean => step.name === "failed" && step.goesOn;

/** How much of a photo has been sent, 0 to 1. */
export function sentShare({ step, prepared }: QueuedPhoto): number {
  if (step.name === "sent") return 1;
  if (step.name !== "sending" || prepared === null) return 0;
  return Math.min(1, step.sentBytes / prepared.blob.size);
}

const requestFor = (photo: PreparedPhoto, cameraId: string | undefined): UploadRequest => ({
  file_name: photo.fileName,
  content_type: photo.contentType,
  size_bytes: photo.blob.size,
  captured_at: photo.capturedAt,
  ...(cameraId === undefined ? {} : { camera_id: cameraId }),
});

/** Nothing is wrong with the photo, and it can go on as soon as the network or the session is back. */
const isHoldUp = (error: unknown): boolean =>
  error instanceof NetworkError ||
  error instanceof SessionEndedError ||
  (error instanceof ApiError && error.status === 401);

const NEVER = new Date(0).toISOString();

/** A photo that is in the queue already is as good as sent; one that was refused or cancelled is not. */
const counts = (photo: QueuedPhoto): boolean => isUnsent(photo) || photo.step.name === "sent";

/** The newest choice first, its photos in their order. */
const byChoice = (a: QueuedPhoto, b: QueuedPhoto): number => b.chosenAt - a.chosenAt || a.place - b.place;

/**
 * Makes an empty queue.
 *
 * @param tools - What prepares a photo, announces it and sends it.
 */
export function createUploadQueue(tools: QueueTools): UploadQueue {
  const { previews } = tools;
  const photos = createStore<readonly QueuedPhoto[]>([]);
  const preparing = pLimit(PREPARING_AT_ONCE);
  const sending = pLimit(SENDING_AT_ONCE);
  const aborts = new Map<string, AbortController>();

  const find = (id: string): QueuedPhoto | undefined => photos.get().find((photo) => photo.id === id);

  const change = (id: string, changes: Partial<QueuedPhoto>): void =>
    photos.set(photos.get().map((photo) => (photo.id === id ? { ...photo, ...changes } : photo)));

  const lasts = ({ expires_at }: UploadPromise): boolean => Date.parse(expires_at) - tools.now() > PROMISE_MARGIN_MS;

  /** The promise of the try before, while it lasts: so a photo sent twice is one upload, not two. */
  const promiseFor = async (id: string, photo: PreparedPhoto): Promise<UploadPromise> => {
    const earlier = find(id)?.promise ?? null;
    if (earlier !== null && lasts(earlier)) return earlier;
    // Or people would be told for months that this photo was not received.
    if (earlier !== null) await tools.withdraw(earlier.upload_id);
    const promise = await tools.reserve(requestFor(photo, find(id)?.cameraId));
    change(id, { promise });
    return promise;
  };

  const sendOne = async (id: string, photo: PreparedPhoto, signal: AbortSignal): Promise<void> => {
    signal.throwIfAborted();
    change(id, { step: { name: "reserving" } });
    const earlierId = find(id)?.promise?.upload_id;
    if (earlierId !== undefined && (await tools.hasArrived(earlierId))) {
      signal.throwIfAborted();
      change(id, { step: { name: "sent", uploadId: earlierId } });
      return;
    }
    const promise = await promiseFor(id, photo);
    signal.throwIfAborted();
    const onProgress = (sentBytes: number): void => change(id, { step: { name: "sending", sentBytes } });
    onProgress(0);
    await tools.send(promise.upload, photo.blob, onProgress, signal);
    change(id, { step: { name: "sent", uploadId: promise.upload_id } });
  };

  /** The step of a photo that need not be sent; null for one that is new here. */
  const repetitionOf = async ({ id, file }: QueuedPhoto): Promise<Step | null> => {
    const digest = await tools.digestOf(file);
    if (digest === null) return null;
    const twin = photos.get().find((other) => other.id !== id && other.digest === digest && counts(other));
    change(id, { digest });
    if (twin !== undefined && isUnsent(twin)) return { name: "repeated", earlier: null };
    const earlier = await tools.sentBefore(digest);
    return twin !== undefined || earlier !== null ? { name: "repeated", earlier } : null;
  };

  const prepareOne = async (photo: QueuedPhoto, signal: AbortSignal): Promise<PreparedPhoto | null> => {
    const { id, file, mayRepeat } = photo;
    signal.throwIfAborted();
    change(id, { step: { name: "preparing" } });
    const repetition = mayRepeat ? null : await repetitionOf(photo);
    const prepared = await tools.prepare(file);
    signal.throwIfAborted();
    change(id, { prepared, previewUrl: previews.make(prepared.blob), step: repetition ?? { name: "waiting" } });
    return repetition === null ? prepared : null;
  };

  const run = async (photo: QueuedPhoto): Promise<void> => {
    const { id } = photo;
    const abort = new AbortController();
    aborts.set(id, abort);
    const { signal } = abort;
    let ready = photo.prepared;
    try {
      ready ??= await preparing(() => prepareOne(photo, signal));
      if (ready === null) return;
      const prepared = ready;
      await sending(() => sendOne(id, prepared, signal));
    } catch (error) {
      if (signal.aborted) return;
      const promise = find(id)?.promise ?? null;
      if (error instanceof StorageRefusedError && promise !== null)
        change(id, { promise: { ...promise, expires_at: NEVER } });
      const [goesOn, problem] = [isHoldUp(error), sentenceOf(error)];
      change(id, {
        step: ready !== null || goesOn ? { name: "failed", problem, goesOn } : { name: "refused", problem },
      });
    } finally {
      if (aborts.get(id) === abort) aborts.delete(id);
    }
  };

  const start = (photo: QueuedPhoto): void => {
    void run(photo);
  };

  const startAgain = (photo: QueuedPhoto, changes: Partial<QueuedPhoto> = {}): void => {
    change(photo.id, { ...changes, step: { name: "waiting" } });
    start({ ...photo, ...changes });
  };

  const letGo = ({ id, previewUrl }: QueuedPhoto): void => {
    aborts.get(id)?.abort();
    if (previewUrl !== null) previews.drop(previewUrl);
  };

  const newPhotos = (files: readonly File[], cameraId: string | undefined): QueuedPhoto[] => {
    const chosenAt = tools.now();
    return files.map((file, place) => ({
      ...{ id: tools.newId(), chosenAt, place, file, step: { name: "waiting" }, digest: null, mayRepeat: false },
      ...{ prepared: null, promise: null, previewUrl: null },
      ...(cameraId === undefined ? {} : { cameraId }),
    }));
  };

  const restored = ({ isCancelled, ...photo }: WaitingPhoto): QueuedPhoto => ({
    ...photo,
    step: { name: isCancelled ? "cancelled" : "waiting" },
    previewUrl: photo.prepared === null ? null : previews.make(photo.prepared.blob),
  });

  return {
    photos,
    add: (files, cameraId) => {
      const added = newPhotos(files, cameraId);
      photos.set([...added, ...photos.get()]);
      added.forEach(start);
    },
    restore: (waiting) => {
      const added = waiting.filter(({ id }) => find(id) === undefined).map(restored);
      photos.set([...photos.get(), ...added].sort(byChoice));
      added.filter(isMoving).forEach(start);
    },
    resume: () =>
      photos
        .get()
        .filter(isHeldUp)
        .forEach((photo) => startAgain(photo)),
    cancel: (id) => {
      aborts.get(id)?.abort();
      change(id, { step: { name: "cancelled" } });
    },
    retry: (id) => {
      const photo = find(id);
      if (photo === undefined || isMoving(photo) || photo.step.name === "sent") return;
      startAgain(photo, { mayRepeat: photo.mayRepeat || photo.step.name === "repeated" });
    },
    remove: (id) => {
      const photo = find(id);
      if (photo === undefined) return;
      letGo(photo);
      photos.set(photos.get().filter((other) => other !== photo));
      if (photo.promise !== null && photo.step.name !== "sent")
        // Where that fails, an upload stays that says what is true: its photo was not received.
        tools.withdraw(photo.promise.upload_id).catch(() => undefined);
    },
    clear: () => {
      photos.get().forEach(letGo);
      photos.set([]);
    },
  };
}
