import { UserError } from "@/lib/errors";
import { texts } from "@/lib/texts";

import { recordsOf, type CsvRecord } from "./records";

const { importing: t } = texts;

const MEGABYTE = 1_000_000;
const MOST_MEGABYTES = 20;
const MOST_ROWS = 100_000;

/** A file that was found in order. */
export type CsvFile = { name: string; header: string; rows: readonly CsvRecord[] };

/**
 * Reads a file that somebody chose.
 *
 * @throws UserError when it is too large, no text, or has no rows: the sentence says what to do.
 */
export async function readFile(file: File): Promise<CsvFile> {
  if (file.size > MOST_MEGABYTES * MEGABYTE) throw new UserError(t.tooLarge(String(Math.ceil(file.size / MEGABYTE))));
  let text;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch (error) {
    throw new UserError(t.noText, { cause: error });
  }
  if (text.includes("\0")) throw new UserError(t.noText);
  // What a Mac once wrote has carriage returns alone.
  const records = recordsOf(text.includes("\n") ? text : text.replaceAll("\r", "\n"));
  if (records === null) throw new UserError(t.quote);
  const [header, ...rows] = records;
  if (header === undefined || rows.length === 0) throw new UserError(t.noRows);
  if (rows.length > MOST_ROWS) throw new UserError(t.tooMany);
  return { name: file.name, header: header.text, rows };
}
