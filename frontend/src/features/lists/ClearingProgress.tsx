import Alert from "@cloudscape-design/components/alert";
import type { ReactNode } from "react";

import { texts } from "@/lib/texts";

import type { Clearing } from "./use-clearing";

const { lists: t } = texts;

/** How the clearing of a list goes. */
export function ClearingProgress({ clearing: { stage } }: { clearing: Clearing }): ReactNode {
  return (
    <div role="status">
      {stage.name === "running" && <Alert type="info">{t.clearing(stage.removed)}</Alert>}
      {stage.name === "done" && <Alert type="success">{t.cleared(stage.removed)}</Alert>}
      {stage.name === "failed" && <Alert type="error">{stage.problem}</Alert>}
    </div>
  );
}
