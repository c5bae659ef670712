import Alert from "@cloudscape-design/components/alert";
import type { ReactNode } from "react";

import { ApiError } from "@/lib/errors";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";

const { cameras: t } = texts;

const CHANGED = ["camera_changed", "site_changed"];

/** What came of saving. */
export function Outcome({ error, saved }: { error: Error | null; saved: boolean }): ReactNode {
  if (error instanceof ApiError && CHANGED.includes(error.code))
    return (
      <div role="alert">
        <Alert type="warning" header={t.changedTitle}>
          {t.changedHelp}
        </Alert>
      </div>
    );
  if (error !== null) return <ErrorAlert error={error} />;
  return <div role="status">{saved && <Alert type="success">{t.saved}</Alert>}</div>;
}
