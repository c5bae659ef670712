import type { ApiClient, ImportRow, ListEntry } from "@/client";
import { importPiece, removeEntries, someEntries } from "@/lib/api/lists";
import { timeZone } from "@/lib/format";
import { texts } from "@/lib/texts";

import type { CsvFile } from "./read-file";
import { piecesOf } from "./records";

const { importing: t, importRules: rules } = texts;

/** Rows a request: the API takes no more. */
const ROWS_A_PIECE = 500;
const REMOVED_AT_ONCE = 100;

type Refused = { line: number; message: string };

/** Says in the reader's language why a row is refused; a rule that this page does not know is told as the API says it. */
function sentenceOf({ rule, values, message }: ImportRow): string {
  const say = rule !== null && rule in rules ? rules[rule as keyof typeof rules] : null;
  return say === null ? (message ?? "") : say(values);
}

/** What an import does, or would do. */
export type Result = {
  added: number;
  changed: number;
  same: number;
  refused: readonly Refused[];
  /** Lines that count, by their entries' ids. */
  lines: ReadonlyMap<string, number>;
  /** Entries that are not in the file, where they are asked for. */
  others: readonly ListEntry[];
};

export type Work = {
  client: ApiClient;
  list_id: string;
  file: CsvFile;
  /** Names the import in the audit. */
  import_id: string;
  signal: AbortSignal;
  onProgress: (text: string) => void;
};

const send = ({ client, list_id, file, import_id, signal }: Work, rows: CsvFile["rows"], is_dry_run: boolean) =>
  importPiece(
    client,
    {
      list_id,
      import_id,
      file_name: file.name.slice(-200),
      header: file.header,
      rows: [...rows],
      time_zone: timeZone,
      is_dry_run,
    },
    signal,
  );

/** Gathers the entries that a file does not name. */
async function othersOf({ client, list_id, signal, onProgress }: Work, lines: Result["lines"]): Promise<ListEntry[]> {
  const others: ListEntry[] = [];
  let cursor: string | null = null;
  let seen = 0;
  do {
    const page: { entries: ListEntry[]; cursor: string | null } = await someEntries(client, list_id, cursor, signal);
    others.push(...page.entries.filter(({ entry_id }) => !lines.has(entry_id)));
    seen += page.entries.length;
    onProgress(t.comparing(seen));
    cursor = page.cursor;
  } while (cursor !== null);
  return others;
}

/** Puts the answers for all pieces together; of a plate that is in two of them the first line counts. */
function joined(rows: readonly ImportRow[]): Omit<Result, "others"> {
  const lines = new Map<string, number>();
  const refused: Refused[] = [];
  const counts = { added: 0, changed: 0, same: 0 };
  for (const row of rows) {
    const { line, outcome, entry_id } = row;
    const first = entry_id === null ? undefined : lines.get(entry_id);
    if (outcome === "refused" || entry_id === null) refused.push({ line, message: sentenceOf(row) });
    else if (first !== undefined) refused.push({ line, message: t.twice(first) });
    else {
      lines.set(entry_id, line);
      counts[outcome] += 1;
    }
  }
  return { ...counts, refused, lines };
}

/** Tells what a file would change; nothing is changed. */
export async function dryRun(work: Work, removesOthers: boolean): Promise<Result> {
  const answers: ImportRow[] = [];
  for (const rows of piecesOf(work.file.rows, ROWS_A_PIECE)) {
    work.onProgress(t.checking(answers.length, work.file.rows.length));
    answers.push(...(await send(work, rows, true)).rows);
  }
  const found = joined(answers);
  return { ...found, others: removesOthers ? await othersOf(work, found.lines) : [] };
}

/** Carries out what a dry run told: the lines that count, then the entries that go. The same may be run again. */
export async function carryOut(work: Work, told: Result): Promise<void> {
  const counting = new Set(told.lines.values());
  const rows = work.file.rows.filter(({ line }) => counting.has(line));
  let done = 0;
  for (const piece of piecesOf(rows, ROWS_A_PIECE)) {
    work.onProgress(t.running(done, rows.length));
    await send(work, piece, false);
    done += piece.length;
  }
  let removed = 0;
  for (const entries of piecesOf(told.others, REMOVED_AT_ONCE)) {
    work.onProgress(t.removing(removed, told.others.length));
    await removeEntries(work.client, { list_id: work.list_id, entries });
    removed += entries.length;
  }
}
