/** As many as the API takes. */
export const LONGEST_TAG = 24;
export const LONGEST_NOTE = 1000;

const hasSomething = /[\p{L}\p{N}]/u;

/** Whether a tag would be taken; the API looks closer. */
export const isTag = (typed: string): boolean => {
  const word = typed.trim();
  return Array.from(word).length <= LONGEST_TAG && hasSomething.test(word);
};

/** Whether a note would be taken; the API looks closer. */
export const isNote = (typed: string): boolean => {
  const { length } = Array.from(typed.trim());
  return length > 0 && length <= LONGEST_NOTE;
};

/** Names a note, so that sending it twice adds one. */
export const newNoteId = (): string => crypto.randomUUID().replaceAll("-", "");
