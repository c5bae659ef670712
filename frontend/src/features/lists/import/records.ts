/** A record of a CSV, and the line on which it begins. */
export type CsvRecord = { line: number; text: string };

const QUOTE = '"';

/**
 * Cuts a CSV into its records: a line break within quotes belongs to a cell.
 *
 * @param text - The whole file.
 * @returns The records that say anything, or null where a quote is not closed.
 */
export function recordsOf(text: string): CsvRecord[] | null {
  const records: CsvRecord[] = [];
  let begin = 0;
  let line = 1;
  let next = 1;
  let quoted = false;
  const take = (end: number): void => {
    const record = text.slice(begin, end).replace(/\r$/, "");
    if (record.replaceAll(/[\s,;\uFEFF]/g, "") !== "") records.push({ line, text: record });
  };
  for (let place = 0; place < text.length; place += 1) {
    const one = text[place];
    if (one === QUOTE) quoted = !quoted;
    if (one !== "\n") continue;
    next += 1;
    if (quoted) continue;
    take(place);
    begin = place + 1;
    line = next;
  }
  take(text.length);
  return quoted ? null : records;
}

/** Cuts a row of things into pieces of so many. */
export const piecesOf = <T>(things: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(things.length / size) }, (_, n) => things.slice(n * size, (n + 1) * size));
