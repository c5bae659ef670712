import { createStore, type Store } from "@/lib/store";

import type { PhotoKeeper } from "./kept-photos";
import { isUnsent, type QueuedPhoto, type UploadQueue, type WaitingPhoto } from "./queue";

/** How it went to keep each photo that is not sent yet; one that is not named is being written. */
export type Keeping = ReadonlyMap<string, "kept" | "unkept">;

type Kept = {
  keeping: Pick<Store<Keeping>, "get" | "subscribe">;
  /** From now on these are another person's; what was kept before stays. */
  setOwner: (userId: string | null) => void;
};

/** Cancelled ones are kept as well: to send them is a press of a button away. */
const isWaiting = (photo: QueuedPhoto): boolean => isUnsent(photo) || photo.step.name === "cancelled";

const waitingOf = ({
  id,
  chosenAt,
  place,
  file,
  digest,
  mayRepeat,
  prepared,
  promise,
  step,
}: QueuedPhoto): WaitingPhoto => ({
  ...{ id, chosenAt, place, file, digest, mayRepeat, prepared, promise },
  isCancelled: step.name === "cancelled",
});

const NAMES = ["file", "digest", "mayRepeat", "prepared", "promise", "isCancelled"] as const;

const isSame = (a: WaitingPhoto | undefined, b: WaitingPhoto): boolean =>
  a !== undefined && NAMES.every((name) => a[name] === b[name]);

/**
 * Keeps what a queue has not sent yet, as it changes, and drops it once it is sent or taken out of the list.
 *
 * @param queue - Followed from now on.
 * @param keeper - Where to.
 */
export function keepPhotos(queue: UploadQueue, keeper: PhotoKeeper): Kept {
  const keeping = createStore<Keeping>(new Map());
  const known = new Map<string, WaitingPhoto>();
  let owner: string | null = null;

  const note = (id: string, state: "kept" | "unkept"): void => {
    if (known.has(id)) keeping.set(new Map(keeping.get()).set(id, state));
  };

  const keep = (userId: string, photo: WaitingPhoto): void => {
    if (isSame(known.get(photo.id), photo)) return;
    known.set(photo.id, photo);
    keeper.keep(userId, photo).then(
      () => note(photo.id, "kept"),
      () => note(photo.id, "unkept"), // private windows and full disks; the page says so
    );
  };

  const drop = (id: string): void => {
    known.delete(id);
    keeping.set(new Map([...keeping.get()].filter(([other]) => other !== id)));
    keeper.drop(id).catch(() => undefined); // what could not be kept cannot be dropped; what is old is dropped anyway
  };

  queue.photos.subscribe(() => {
    if (owner === null) return;
    const waiting = queue.photos.get().filter(isWaiting).map(waitingOf);
    for (const photo of waiting) keep(owner, photo);
    const ids = new Set(waiting.map(({ id }) => id));
    [...known.keys()].filter((id) => !ids.has(id)).forEach(drop);
  });

  return {
    keeping,
    setOwner: (userId) => {
      if (userId === owner) return;
      owner = userId;
      known.clear();
      keeping.set(new Map());
    },
  };
}
