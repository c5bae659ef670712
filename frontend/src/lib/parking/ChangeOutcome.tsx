import Alert from "@cloudscape-design/components/alert";
import type { ReactNode } from "react";

import { isConflict } from "@/lib/errors";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";

const { visit: t } = texts;

/** Why a change of a visit was not made; nothing where it was, or none was tried. */
export function ChangeOutcome({ error }: { error: Error | null }): ReactNode {
  if (error === null) return null;
  if (!isConflict(error)) return <ErrorAlert error={error} />;
  return (
    <div role="alert">
      <Alert type="warning" header={t.changedTitle}>
        {t.changedHelp}
      </Alert>
    </div>
  );
}
