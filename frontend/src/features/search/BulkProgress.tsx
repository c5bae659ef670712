import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import ProgressBar from "@cloudscape-design/components/progress-bar";
import type { ReactNode } from "react";

import { texts } from "@/lib/texts";

import type { Bulk, Report } from "./use-bulk";

const { bulk: t } = texts;

function Result({ report, onUndo, onClose }: { report: Report; onUndo: () => void; onClose: () => void }): ReactNode {
  const { sentence, failed, left, undoable } = report;
  return (
    <Alert
      type={failed.length > 0 ? "warning" : "success"}
      dismissible
      i18nStrings={{ dismissAriaLabel: t.close }}
      onDismiss={onClose}
      action={undoable.length > 0 && <Button onClick={onUndo}>{t.undo}</Button>}
    >
      <div>{sentence}</div>
      {left > 0 && <div>{t.stopped(left)}</div>}
      {failed.length > 0 && (
        <>
          <div>{t.failed(failed.length)}</div>
          <ul>
            {failed.map(({ name, why }, i) => (
              <li key={`${name} ${i}`}>
                {name}: {why}
              </li>
            ))}
          </ul>
        </>
      )}
    </Alert>
  );
}

/** How it goes with many reads, and what came of it, with the way to take it back where there is one. */
export function BulkProgress({ bulk }: { bulk: Bulk }): ReactNode {
  const { stage, stop, undo, close } = bulk;
  return (
    <div role="status">
      {stage.name === "running" && (
        <Alert type="info" action={<Button onClick={stop}>{t.stop}</Button>}>
          <ProgressBar
            ariaLabel={t.bar}
            value={(100 * stage.ended) / Math.max(stage.all, 1)}
            additionalInfo={t.progress(stage.ended, stage.all)}
          />
        </Alert>
      )}
      {stage.name === "over" && (
        <Result report={stage.report} onUndo={() => undo(stage.report.undoable)} onClose={close} />
      )}
    </div>
  );
}
