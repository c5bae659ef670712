import { useEffect, useRef, useState } from "react";

import type { ExportFormat, ExportRequest, SearchRequest } from "@/client";
import { exportReads } from "@/lib/api/reads";
import { refusedFields, sentenceOf } from "@/lib/errors";
import { timeZone } from "@/lib/format";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";

import { download, joinPieces, READS_A_PIECE } from "./export-file";

const { reads: t } = texts;

/** What is to be in a file. */
export type Wish = { format: ExportFormat; withEmails: boolean };

type Stage =
  | { name: "idle" }
  | { name: "running"; reads: number; all: number | null }
  | { name: "done"; reads: number }
  | { name: "failed"; problem: string };

/** Where an export stands, and the ways to start and to end one. */
export type Exporting = {
  stage: Stage;
  /** Begins; `all` is how many reads are expected, null where nobody knows. */
  start: (what: SearchRequest | { read_ids: string[] }, wish: Wish, all: number | null) => void;
  cancel: () => void;
};

/** What is asked for, piece by piece, in the words of the API. */
const requestFor = (what: Parameters<Exporting["start"]>[0], { format, withEmails }: Wish): ExportRequest => ({
  ...what,
  format,
  limit: READS_A_PIECE,
  time_zone: timeZone,
  ...(withEmails ? { with_emails: true } : {}),
});

/** The zone is the browser's, in no field of the dialog: what to do about it is told in words of ours. */
const problemOf = (error: unknown): string =>
  refusedFields(error, { time_zone: t.exportZone(timeZone) }).time_zone ?? sentenceOf(error);

/** Fetches reads, piece by piece, and hands them to the browser as a file. */
export function useExport(): Exporting {
  const { client } = useServices();
  const [stage, setStage] = useState<Stage>({ name: "idle" });
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  const run = async (request: ExportRequest, all: number | null, { signal }: AbortController): Promise<void> => {
    const format = request.format ?? "csv";
    let reads = 0;
    setStage({ name: "running", reads, all });
    try {
      const pieces = await joinPieces(
        (cursor, itsSignal) => exportReads(client, { ...request, ...(cursor === null ? {} : { cursor }) }, itsSignal),
        format,
        (count) => {
          reads = count;
          if (!signal.aborted) setStage({ name: "running", reads, all });
        },
        signal,
      );
      download(pieces, format, new Date());
      setStage({ name: "done", reads });
    } catch (error) {
      if (!signal.aborted) setStage({ name: "failed", problem: problemOf(error) });
    }
  };

  return {
    stage,
    start: (what, wish, all) => {
      abort.current?.abort();
      abort.current = new AbortController();
      void run(requestFor(what, wish), all, abort.current);
    },
    cancel: () => {
      abort.current?.abort();
      setStage({ name: "idle" });
    },
  };
}
