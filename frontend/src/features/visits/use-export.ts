import { useEffect, useRef, useState } from "react";

import type { ApiClient, ExportFormat, VisitsExportRequest } from "@/client";
import { exportVisits } from "@/lib/api/visits";
import { sentenceOf } from "@/lib/errors";
import { isPurposeNeeded } from "@/lib/purpose/purpose";
import { useServices } from "@/lib/services";

type Stage =
  | { name: "idle" }
  | { name: "running"; visits: number }
  | { name: "done"; visits: number }
  | { name: "failed"; problem: string; needsPurpose: boolean };

/** Where an export stands, and the ways to start and to end one. */
export type Exporting = {
  stage: Stage;
  start: (request: VisitsExportRequest) => void;
  cancel: () => void;
};

/** Tells spreadsheets that a file is UTF-8. */
const BYTE_ORDER_MARK = "\uFEFF";
const TYPES: Record<ExportFormat, string> = { csv: "text/csv", jsonl: "application/jsonl" };

/** How many lines a piece has; a line break within quotes belongs to a value. */
const linesIn = (text: string, format: ExportFormat): number =>
  (format === "csv" ? text.split('"').filter((_part, i) => i % 2 === 0) : [text]).join("").split("\n").length - 1;

function download(pieces: readonly string[], format: ExportFormat): void {
  const before = format === "csv" ? [BYTE_ORDER_MARK] : [];
  const url = URL.createObjectURL(new Blob([...before, ...pieces], { type: TYPES[format] }));
  const name = `visits-${new Date().toISOString().slice(0, 19).replaceAll(":", "")}.${format}`;
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  // The browser reads the file after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

type Fetching = { client: ApiClient; request: VisitsExportRequest; signal: AbortSignal };

async function fetchPieces({ client, request, signal }: Fetching, onProgress: (visits: number) => void) {
  const format = request.format ?? "csv";
  const pieces: string[] = [];
  // A CSV begins with a line of names, which is no visit.
  let visits = format === "csv" ? -1 : 0;
  let cursor: string | null = null;
  do {
    const piece: { text: string; cursor: string | null } = await exportVisits(client, { ...request, cursor }, signal);
    signal.throwIfAborted();
    pieces.push(piece.text);
    visits += linesIn(piece.text, format);
    onProgress(Math.max(0, visits));
    cursor = piece.cursor;
  } while (cursor !== null);
  download(pieces, format);
  return Math.max(0, visits);
}

/** Fetches visits, piece by piece, and hands them to the browser as a file. */
export function useExport(): Exporting {
  const { client } = useServices();
  const [stage, setStage] = useState<Stage>({ name: "idle" });
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  const run = async (request: VisitsExportRequest, { signal }: AbortController): Promise<void> => {
    setStage({ name: "running", visits: 0 });
    try {
      const visits = await fetchPieces({ client, request, signal }, (n) => setStage({ name: "running", visits: n }));
      setStage({ name: "done", visits });
    } catch (error) {
      if (signal.aborted) return;
      setStage({ name: "failed", problem: sentenceOf(error), needsPurpose: isPurposeNeeded(error) });
    }
  };

  return {
    stage,
    start: (request) => {
      abort.current?.abort();
      abort.current = new AbortController();
      void run(request, abort.current);
    },
    cancel: () => {
      abort.current?.abort();
      setStage({ name: "idle" });
    },
  };
}
