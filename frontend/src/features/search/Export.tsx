import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import { useEffect, useRef, useState, type ReactNode } from "react";

import type { ExportFormat, SearchRequest } from "@/client";
import { exportReads } from "@/lib/api/reads";
import { sentenceOf } from "@/lib/errors";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";

import { download, joinPieces, READS_A_PIECE } from "./export-file";

const { reads: t } = texts;

const FORMATS = ["csv", "jsonl"] as const satisfies readonly ExportFormat[];

type Stage =
  | { name: "idle" }
  | { name: "running"; reads: number }
  | { name: "done"; reads: number }
  | { name: "failed"; problem: string };

/** Where an export stands, and the ways to start and to end one. */
export type Exporting = { stage: Stage; start: (format: ExportFormat) => void; cancel: () => void };

/** Fetches all that a search finds, piece by piece, and hands it to the browser as a file. */
export function useExport(request: SearchRequest): Exporting {
  const { client } = useServices();
  const [stage, setStage] = useState<Stage>({ name: "idle" });
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  const run = async (format: ExportFormat, { signal }: AbortController): Promise<void> => {
    let reads = 0;
    setStage({ name: "running", reads });
    try {
      const pieces = await joinPieces(
        (cursor, itsSignal) =>
          exportReads(
            client,
            { ...request, format, limit: READS_A_PIECE, ...(cursor === null ? {} : { cursor }) },
            itsSignal,
          ),
        format,
        (count) => {
          reads = count;
          if (!signal.aborted) setStage({ name: "running", reads });
        },
        signal,
      );
      download(pieces, format, new Date());
      setStage({ name: "done", reads });
    } catch (error) {
      if (!signal.aborted) setStage({ name: "failed", problem: sentenceOf(error) });
    }
  };

  return {
    stage,
    start: (format) => {
      abort.current?.abort();
      abort.current = new AbortController();
      void run(format, abort.current);
    },
    cancel: () => {
      abort.current?.abort();
      setStage({ name: "idle" });
    },
  };
}

/** Starts an export. */
export function ExportButton({ exporting: { stage, start } }: { exporting: Exporting }): ReactNode {
  return (
    <ButtonDropdown
      items={FORMATS.map((id) => ({ id, text: t.exportFormats[id] }))}
      loading={stage.name === "running"}
      loadingText={t.exporting}
      expandToViewport
      onItemClick={({ detail }) => {
        const format = FORMATS.find((id) => id === detail.id);
        if (format !== undefined) start(format);
      }}
    >
      {t.export}
    </ButtonDropdown>
  );
}

/** How an export goes. */
export function ExportProgress({ exporting: { stage, cancel } }: { exporting: Exporting }): ReactNode {
  return (
    <div role="status">
      {stage.name === "running" && (
        <Alert type="info" header={t.exporting} action={<Button onClick={cancel}>{t.cancelExport}</Button>}>
          {t.exportedSoFar(stage.reads)}
        </Alert>
      )}
      {stage.name === "done" && <Alert type="success">{t.exported(stage.reads)}</Alert>}
      {stage.name === "failed" && (
        <Alert type="error" header={t.exportFailed}>
          {stage.problem}
        </Alert>
      )}
    </div>
  );
}
