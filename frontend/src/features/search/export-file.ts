import type { ExportFormat, ExportPiece } from "@/client";

/** Reads a request: the API takes no more. */
export const READS_A_PIECE = 500;

const QUOTE = '"';

/** How many lines a piece of a file has; a line break within quotes belongs to a value. */
export function lineCount(content: string, format: ExportFormat): number {
  const outside = format === "csv" ? content.split(QUOTE).filter((_part, i) => i % 2 === 0) : [content];
  return outside.reduce((sum, part) => sum + part.split("\n").length - 1, 0);
}

type Fetch = (cursor: string | null, signal: AbortSignal) => Promise<ExportPiece>;

/**
 * Puts the pieces of a file together, one request after the other, until there are no more.
 *
 * @param fetch - Gives the piece at a cursor; null for the first one.
 * @param format - A CSV begins with a line of names, which is no read.
 * @param onProgress - Told after each piece how many reads there are so far.
 * @param signal - Ends it early.
 * @returns The pieces, in order: a file is made of them without copying them once more.
 * @throws What `fetch` throws, and the signal's reason.
 */
export async function joinPieces(
  fetch: Fetch,
  format: ExportFormat,
  onProgress: (reads: number) => void,
  signal: AbortSignal,
): Promise<string[]> {
  const pieces: string[] = [];
  let reads = format === "csv" ? -1 : 0;
  let cursor: string | null = null;
  do {
    signal.throwIfAborted();
    const piece: ExportPiece = await fetch(cursor, signal);
    // Not every `fetch` ends by itself.
    signal.throwIfAborted();
    pieces.push(piece.content);
    reads += lineCount(piece.content, format);
    onProgress(Math.max(0, reads));
    cursor = piece.cursor;
  } while (cursor !== null);
  return pieces;
}

/** Tells Excel that a file is UTF-8: without it names of photos in most languages are garbled. */
const BYTE_ORDER_MARK = "\uFEFF";
const BEFORE: Record<ExportFormat, readonly string[]> = { csv: [BYTE_ORDER_MARK], jsonl: [] };

const TYPES: Record<ExportFormat, string> = { csv: "text/csv", jsonl: "application/jsonl" };

/**
 * Hands a file to the browser to be saved.
 *
 * @param pieces - Its content.
 * @param format - Tells its type, and how its name ends.
 * @param now - Stands in its name.
 */
export function download(pieces: readonly string[], format: ExportFormat, now: Date): void {
  const url = URL.createObjectURL(new Blob([...BEFORE[format], ...pieces], { type: TYPES[format] }));
  const link = Object.assign(document.createElement("a"), {
    href: url,
    download: `reads-${now.toISOString().slice(0, 19).replaceAll(":", "")}.${format}`,
  });
  link.click();
  // The browser reads the file after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
