import type { ApiClient, Upload } from "@/client";
import { deleteUpload, showUpload, startUpload } from "@/lib/api/uploads";
import { isMissing } from "@/lib/errors";
import { userIdOf } from "@/lib/kept";
import { warnBeforeLeaving } from "@/lib/leaving";
import { useServices, type Services } from "@/lib/services";
import type { Store } from "@/lib/store";

import { digestOf } from "./sending/digest";
import { keepPhotos, type Keeping } from "./keep-photos";
import { createPhotoKeeper, type Locks, type PhotoKeeper } from "./kept-photos";
import { postFile } from "./sending/post-file";
import { preparePhoto } from "./preparing/prepare";
import { createUploadQueue, isHeldUp, isUnsent, type EarlierUpload, type QueueTools, type UploadQueue } from "./queue";

/** How long after a connection broke it is tried again, where the browser does not tell that the network is back. */
const TRY_AGAIN_MS = 15_000;

type Uploading = { queue: UploadQueue; keeping: Pick<Store<Keeping>, "get" | "subscribe"> };

const all = new WeakMap<Services, Uploading>();

const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(16).padStart(8, "0")).join("");

const locks = (): Locks | undefined =>
  (navigator as { locks?: LockManager }).locks && {
    request: (name, run) => navigator.locks.request(name, run),
  };

/** Takes back an upload whose photo will not come; one that is gone already is as good. */
async function withdraw(client: ApiClient, uploadId: string): Promise<void> {
  await deleteUpload(client, uploadId, null).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
  });
}

const isUnreceived = ({ status, failure }: Upload): boolean =>
  status === "awaiting_upload" || failure?.code === "not_received";

/** Looks for what a person sent from this browser, as far as it is still there and could be read. */
function sentBy(keeper: PhotoKeeper, client: ApiClient, owner: () => string | null) {
  const isThere = async ({ uploadId }: EarlierUpload): Promise<boolean> => {
    try {
      const upload = await showUpload(client, uploadId);
      // The same photo is sent anew: nobody need be told any longer that it was not received.
      if (isUnreceived(upload)) await withdraw(client, uploadId);
      return !isUnreceived(upload) && upload.status !== "failed";
    } catch (error) {
      return !isMissing(error); // offline, what was sent is taken to be there
    }
  };
  return async (digest: string): Promise<EarlierUpload | null> => {
    const userId = owner();
    const earlier = userId === null ? null : await keeper.uploadOf(userId, digest).catch(() => null);
    return earlier !== null && (await isThere(earlier)) ? earlier : null;
  };
}

/** Remembers where each photo is sent, to notice it when it is chosen again. */
function noteUploads(queue: UploadQueue, keeper: PhotoKeeper, owner: () => string | null): void {
  const noted = new Set<string>();
  queue.photos.subscribe(() => {
    const userId = owner();
    for (const { digest, promise } of queue.photos.get()) {
      if (userId === null || digest === null || promise === null || noted.has(promise.upload_id)) continue;
      noted.add(promise.upload_id);
      const upload = { uploadId: promise.upload_id, at: new Date().toISOString() };
      keeper.noteUpload(userId, digest, upload).catch(() => undefined); // then it is not noticed when it comes again
    }
  });
}

/** Goes on by itself as soon as that may help. */
function resumeWhenPossible(queue: UploadQueue): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  addEventListener("online", queue.resume);
  queue.photos.subscribe(() => {
    if (timer !== undefined || !queue.photos.get().some(isHeldUp)) return;
    timer = setTimeout(() => {
      timer = undefined;
      if (navigator.onLine) queue.resume();
    }, TRY_AGAIN_MS);
  });
}

/** Whether the photo of an upload came, also where the answer that it did was lost. */
async function hasArrived(client: ApiClient, uploadId: string): Promise<boolean> {
  try {
    return !isUnreceived(await showUpload(client, uploadId));
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

const toolsFor = (client: ApiClient, sentBefore: QueueTools["sentBefore"]): QueueTools => ({
  prepare: (file) => preparePhoto(file),
  digestOf,
  sentBefore,
  reserve: (request) => startUpload(client, request),
  hasArrived: (uploadId) => hasArrived(client, uploadId),
  withdraw: (uploadId) => withdraw(client, uploadId),
  send: postFile,
  previews: { make: (photo) => URL.createObjectURL(photo), drop: (url) => URL.revokeObjectURL(url) },
  newId,
  now: Date.now,
});

/** Tells how many photos leaving the page would stop, and how many it would lose. */
function countUnsent({ queue, keeping }: Uploading): void {
  const count = (): void => {
    const unsent = queue.photos.get().filter(isUnsent);
    warnBeforeLeaving("photos", unsent.length, unsent.filter(({ id }) => keeping.get().get(id) !== "kept").length);
  };
  queue.photos.subscribe(count);
  keeping.subscribe(count);
}

function makeQueue({ auth, client }: Services): Uploading {
  // Whose photos these are, also while their session has run out.
  let owner: string | null = null;
  const keeper = createPhotoKeeper(newId(), locks(), Date.now);
  const queue = createUploadQueue(
    toolsFor(
      client,
      sentBy(keeper, client, () => owner),
    ),
  );
  const { keeping, setOwner } = keepPhotos(queue, keeper);
  countUnsent({ queue, keeping });
  noteUploads(queue, keeper, () => owner);
  resumeWhenPossible(queue);

  const goOnAs = (userId: string): void => {
    // Photos belong to who chose them: the next person at this browser must not send or see them. They stay kept.
    setOwner(userId);
    if (owner !== null) queue.clear();
    owner = userId;
    // Where nothing can be kept, nothing was.
    keeper.takeOver(userId, () => owner === userId, queue.restore).catch(() => undefined);
  };
  const forget = (): void => {
    queue.clear();
    if (owner !== null) keeper.dropAllOf(owner).catch(() => undefined);
  };
  const follow = (): void => {
    const session = auth.session.get();
    const userId = userIdOf(session);
    if (userId !== null && userId !== owner) goOnAs(userId);
    else if (userId !== null) queue.resume();
    else if (session.state === "signed_out" && session.reason === "left") forget();
  };
  follow();
  auth.session.subscribe(follow);
  return { queue, keeping };
}

/** The queue of this page load; the first call goes on with what an earlier one left. */
export function uploadingOf(services: Services): Uploading {
  const uploading = all.get(services) ?? makeQueue(services);
  all.set(services, uploading);
  return uploading;
}

/** The queue, shown; it goes on while its person is on another page of the app. */
export const useUploadQueue = (): Uploading => uploadingOf(useServices());
