import Alert from "@cloudscape-design/components/alert";
import type { ReactNode } from "react";

import { ApiError } from "@/lib/errors";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { Arrival } from "@/lib/ui/form/Arrival";

const { cameras: t } = texts;

const CHANGED = ["camera_changed", "site_changed"];

/** What came of saving. */
export function Outcome({ error, saved }: { error: Error | null; saved: boolean }): ReactNode {
  if (error instanceof ApiError && CHANGED.includes(error.code))
    return (
      <Arrival role="alert">
        <Alert type="warning" header={t.changedTitle}>
          {t.changedHelp}
        </Alert>
      </Arrival>
    );
  if (error !== null)
    return (
      <Arrival>
        <ErrorAlert error={error} />
      </Arrival>
    );
  return (
    saved && (
      <Arrival role="status">
        <Alert type="success">{t.saved}</Alert>
      </Arrival>
    )
  );
}
