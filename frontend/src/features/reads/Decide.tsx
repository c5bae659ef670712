import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";

import type { ReadDetail } from "@/client";
import { readQueryKey, reviewRead } from "@/lib/api/reads";
import { ApiError } from "@/lib/errors";
import { inputOf, type ReviewStep } from "@/lib/review/choice";
import { DecisionControls } from "@/lib/review/DecisionControls";
import { useDrafts } from "@/lib/review/draft";
import { KeysDialog } from "@/lib/review/KeysDialog";
import { useKeys } from "@/lib/review/use-keys";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { Key } from "@/lib/ui/Key";
import { useSingleMutation } from "@/lib/use-single-mutation";

const { review: t } = texts;

const CONFLICT = 409;

/** Decides on the read that a page is about; what follows from it is shown at once. */
export function Decide({ detail: { read, reviews } }: { detail: ReadDetail }): ReactNode {
  const { client } = useServices();
  const queries = useQueryClient();
  const drafts = useDrafts();
  const key = readQueryKey(read.read_id);
  const {
    mutate: decide,
    error,
    variables,
  } = useSingleMutation({
    mutationFn: (step: ReviewStep) => reviewRead(client, read.read_id, inputOf(step, read.version)),
    onSuccess: (after) => queries.setQueryData(key, after),
    onError: async (why, step) => {
      // What was typed is there to be mended.
      if (step.decision === "correct") drafts.keep(read.read_id, step.plate);
      if (why instanceof ApiError && why.status === CONFLICT) await queries.invalidateQueries({ queryKey: key });
    },
  });
  const last = reviews.at(-1);
  const canUndo = last !== undefined && last.decision !== "undo";
  const [keysShown, setKeysShown] = useState(false);
  useKeys({ "?": () => setKeysShown(true), u: canUndo ? () => decide({ decision: "undo" }) : undefined });
  const isStale = error instanceof ApiError && error.status === CONFLICT;
  return (
    <SpaceBetween size="s">
      {isStale && (
        <div role="alert">
          <Alert type="warning" header={t.changedTitle}>
            {t.changedHelp}
          </Alert>
        </div>
      )}
      {error !== null && !isStale && (
        <ErrorAlert
          error={error}
          {...(error instanceof ApiError && error.status < 500
            ? {}
            : { onRetry: () => variables !== undefined && decide(variables) })}
        />
      )}
      <DecisionControls key={error === null ? read.version : "again"} read={read} onDecide={decide}>
        {canUndo && (
          <Button onClick={() => decide({ decision: "undo" })}>
            {t.undo} <Key>U</Key>
          </Button>
        )}
        <Button onClick={() => setKeysShown(true)}>
          {t.keys} <Key>?</Key>
        </Button>
      </DecisionControls>
      <KeysDialog keys={t.keysOfRead} visible={keysShown} onClose={() => setKeysShown(false)} />
    </SpaceBetween>
  );
}
