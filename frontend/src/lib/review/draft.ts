const PREFIX = "platebook.draft.";

const keyOf = (readId: string): string => `${PREFIX}${readId}`;

/** A plate that somebody is typing: kept for as long as the tab is open, so that a reload or a sign-in loses nothing. */
export const drafts = {
  get: (readId: string): string | null => sessionStorage.getItem(keyOf(readId)),
  keep: (readId: string, plate: string): void => sessionStorage.setItem(keyOf(readId), plate),
  drop: (readId: string): void => sessionStorage.removeItem(keyOf(readId)),
  /** For when the next person at this browser may be another one. */
  dropAll: (): void =>
    Object.keys(sessionStorage)
      .filter((key) => key.startsWith(PREFIX))
      .forEach((key) => sessionStorage.removeItem(key)),
};
