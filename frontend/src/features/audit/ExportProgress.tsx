import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import type { ReactNode } from "react";

import { texts } from "@/lib/texts";

import type { Exporting } from "./use-export";

const { audit: t } = texts;

/** How an export goes. */
export function ExportProgress({ exporting: { stage, cancel } }: { exporting: Exporting }): ReactNode {
  return (
    <div role="status">
      {stage.name === "running" && (
        <Alert type="info" header={t.exporting} action={<Button onClick={cancel}>{t.cancel}</Button>}>
          {t.exportedSoFar(stage.entries)}
        </Alert>
      )}
      {stage.name === "done" && <Alert type="success">{t.exported(stage.entries)}</Alert>}
      {stage.name === "failed" && (
        <Alert type="error" header={t.exportFailed}>
          {stage.problem}
        </Alert>
      )}
    </div>
  );
}
