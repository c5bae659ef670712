import { keptFor, userIdOf } from "@/lib/kept";
import { useServices } from "@/lib/services";
import { useStore } from "@/lib/store";

export type Drafts = {
  get: (readId: string) => string | null;
  keep: (readId: string, plate: string) => void;
  drop: (readId: string) => void;
};

const nameOf = (readId: string): string => `draft.${readId}`;

/** Plates that the person is typing. They survive a reload, and a sign-in in the middle of it. */
export function useDrafts(): Drafts {
  const kept = keptFor(userIdOf(useStore(useServices().auth.session)));
  return {
    get: (readId) => kept.get(nameOf(readId)),
    keep: (readId, plate) => kept.set(nameOf(readId), plate),
    drop: (readId) => kept.set(nameOf(readId), null),
  };
}
