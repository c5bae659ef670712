import { keptFor, userIdOf, type Keeper } from "@/lib/kept";
import { useServices } from "@/lib/services";
import { useStore } from "@/lib/store";

export type Drafts = {
  get: (readId: string) => string | null;
  keep: (readId: string, plate: string) => void;
  drop: (readId: string) => void;
};

const nameOf = (readId: string): string => `draft.${readId}`;

/** Plates that somebody is typing. They survive a reload, and a sign-in in the middle of it. */
export const draftsIn = (kept: Keeper): Drafts => ({
  get: (readId) => kept.get(nameOf(readId)),
  keep: (readId, plate) => kept.set(nameOf(readId), plate),
  drop: (readId) => kept.set(nameOf(readId), null),
});

/** Those of the person who is signed in. */
export const useDrafts = (): Drafts => draftsIn(keptFor(userIdOf(useStore(useServices().auth.session))));

/** What a plate that was missed is kept by, while it is typed. */
export const draftOfPhoto = (uploadId: string): string => `upload.${uploadId}`;
