import type { FoundText, Reason } from "@/client";
import { texts } from "@/lib/texts";

type Texts = readonly FoundText[];

const SENTENCES: Readonly<Record<Reason, string>> = texts.why.reasons;

/** Why a text was taken or refused: in our words, or in the API's where it is newer than this page. */
export function reasonText({ code, message }: FoundText["reason"]): string {
  return Object.hasOwn(SENTENCES, code) ? SENTENCES[code] : message;
}

/** What became of a text. */
export const FATES = ["taken", "refused"] as const;
export type Fate = (typeof FATES)[number];

export const fateOf = ({ is_taken }: FoundText): Fate => (is_taken ? "taken" : "refused");

/** The line that a word is in; undefined for a line, and for a word on its own. */
const lineOf = (word: FoundText, all: Texts): FoundText | undefined =>
  word.parent_id === null ? undefined : all.find(({ text_id }) => text_id === word.parent_id);

const isOfSameRead = (word: FoundText, line: FoundText): boolean =>
  word.is_taken === line.is_taken && word.read_id === line.read_id;

/** Twice the area that a polygon covers, by the shoelace formula; for comparing only. */
function coverageOf({ polygon }: FoundText): number {
  const terms = polygon.map(({ x, y }, i) => {
    const next = polygon[(i + 1) % polygon.length];
    return next === undefined ? 0 : x * next.y - next.x * y;
  });
  return Math.abs(terms.reduce((sum, term) => sum + term, 0));
}

/**
 * The texts to draw over the photo: no word whose line is drawn in the same way already.
 *
 * @param all - All texts of the photo.
 * @returns The large ones first, so that the small ones lie on top, where a pointer reaches them.
 */
export function boxesOf(all: Texts): FoundText[] {
  return all
    .filter((text) => {
      const line = lineOf(text, all);
      return line === undefined || !isOfSameRead(text, line);
    })
    .sort((one, other) => coverageOf(other) - coverageOf(one));
}

/** A text for a table: with the line that it is a word of, where it is one. */
export type Row = { text: FoundText; line: FoundText | undefined };

/**
 * The texts to list: no word of which its line says the same.
 *
 * @param all - All texts of the photo.
 * @param readId - The read that the table is about; null when it is about no single one.
 * @returns That read's first, then other reads', then the refused; within these in the order given, words after their line.
 */
export function rowsOf(all: Texts, readId: string | null): Row[] {
  const rank = ({ text: { is_taken, read_id } }: Row): number => (!is_taken ? 2 : read_id === readId ? 0 : 1);
  const place = ({ text, line }: Row): number => all.indexOf(line ?? text);
  return all
    .map((text) => ({ text, line: lineOf(text, all) }))
    .filter(
      ({ text, line }) => line === undefined || !isOfSameRead(text, line) || text.reason.code !== line.reason.code,
    )
    .sort((one, other) => rank(one) - rank(other) || place(one) - place(other));
}
