import { useEffect, useRef, useState } from "react";

import type { ApiClient, AuditSearch } from "@/client";
import { exportAudit } from "@/lib/api/audit";
import { sentenceOf } from "@/lib/errors";
import { timeZone } from "@/lib/format";
import { useServices } from "@/lib/services";

type Stage =
  | { name: "idle" }
  | { name: "running"; entries: number }
  | { name: "done"; entries: number }
  | { name: "failed"; problem: string };

/** Where an export stands, and the ways to start and to end one. */
export type Exporting = { stage: Stage; start: (asked: AuditSearch) => void; cancel: () => void };

/** Tells spreadsheets that a file is UTF-8. */
const BYTE_ORDER_MARK = "\uFEFF";

function download(pieces: readonly string[]): void {
  const url = URL.createObjectURL(new Blob([BYTE_ORDER_MARK, ...pieces], { type: "text/csv" }));
  const name = `audit-${new Date().toISOString().slice(0, 19).replaceAll(":", "")}.csv`;
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  // The browser reads the file after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

type Fetching = { client: ApiClient; asked: AuditSearch; signal: AbortSignal };

async function fetchPieces({ client, asked, signal }: Fetching, onProgress: (entries: number) => void) {
  const pieces: string[] = [];
  let [entries, cursor]: [number, string | null] = [0, null];
  const request = { ...asked, limit: 1000, format: "csv", time_zone: timeZone } as const;
  do {
    const piece: Awaited<ReturnType<typeof exportAudit>> = await exportAudit(client, { ...request, cursor }, signal);
    signal.throwIfAborted();
    pieces.push(piece.text);
    entries += piece.entries;
    onProgress(entries);
    cursor = piece.cursor;
  } while (cursor !== null);
  download(pieces);
  return entries;
}

/** Fetches entries of the audit, piece by piece, and hands them to the browser as a file. */
export function useExport(): Exporting {
  const { client } = useServices();
  const [stage, setStage] = useState<Stage>({ name: "idle" });
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  const run = async (asked: AuditSearch, { signal }: AbortController): Promise<void> => {
    setStage({ name: "running", entries: 0 });
    try {
      const onProgress = (entries: number): void => setStage({ name: "running", entries });
      setStage({ name: "done", entries: await fetchPieces({ client, asked, signal }, onProgress) });
    } catch (error) {
      if (!signal.aborted) setStage({ name: "failed", problem: sentenceOf(error) });
    }
  };

  return {
    stage,
    start: (asked) => {
      abort.current?.abort();
      abort.current = new AbortController();
      void run(asked, abort.current);
    },
    cancel: () => {
      abort.current?.abort();
      setStage({ name: "idle" });
    },
  };
}
