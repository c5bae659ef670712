import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import type { ReactNode } from "react";

import { numberText } from "@/lib/format";
import { texts } from "@/lib/texts";

import type { Exporting } from "./use-export";

const { reads: t } = texts;

const soFar = (reads: number, all: number | null): string =>
  all === null ? t.exportedSoFar(reads) : t.exportedOf(numberText(reads), numberText(all));

/** How an export goes. */
export function ExportProgress({ exporting: { stage, cancel } }: { exporting: Exporting }): ReactNode {
  return (
    <div role="status">
      {stage.name === "running" && (
        <Alert type="info" header={t.exporting} action={<Button onClick={cancel}>{t.cancelExport}</Button>}>
          {soFar(stage.reads, stage.all)}
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
