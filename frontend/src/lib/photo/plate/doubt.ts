import type { Character } from "@/client";

/** Below this a person should look at the character. */
const SURE_FROM = 0.9;
const WORTH_SHOWING_FROM = 0.01;

/** Whether a person should look at this character themselves. */
export const isDoubtful = ({ confidence }: Pick<Character, "confidence">): boolean => confidence < SURE_FROM;

/** Whether something is likely enough to be worth a person's time. */
export const isWorthShowing = ({ confidence }: { confidence: number }): boolean => confidence >= WORTH_SHOWING_FROM;

/** What else may stand at a character's place, likeliest first, without what is next to impossible. */
export const alternativesOf = ({ alternatives }: Character): Character["alternatives"] =>
  alternatives.filter(isWorthShowing);

/**
 * A candidate's characters, each with whether it is another one than the plate's.
 *
 * @returns Where the lengths differ nothing is compared: which character is missing is anybody's guess.
 */
export function comparedWith(plate: string, candidate: string): { character: string; differs: boolean }[] {
  const comparable = plate.length === candidate.length;
  return Array.from(candidate, (character, i) => ({ character, differs: comparable && character !== plate[i] }));
}
