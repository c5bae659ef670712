import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQueryClient } from "@tanstack/react-query";
import { useLayoutEffect, useRef, useState, type ReactNode } from "react";

import type { ReadDetail } from "@/client";
import { readQueryKey, reviewRead } from "@/lib/api/reads";
import { ApiError, isConflict } from "@/lib/errors";
import { inputOf, isDecided, type ReviewStep } from "@/lib/review/choice";
import { DecisionControls } from "@/lib/review/DecisionControls";
import { useDrafts } from "@/lib/review/draft";
import { KeysDialog } from "@/lib/review/KeysDialog";
import { useFreshInput } from "@/lib/review/use-fresh-input";
import { useKeys } from "@/lib/review/use-keys";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { Key } from "@/lib/ui/Key";
import { useSingleMutation } from "@/lib/use-single-mutation";

import styles from "./Decide.module.css";

const { review: t } = texts;

type DecidedProps = {
  isChanging: boolean;
  onToggle: () => void;
  /** Null where there is nothing to take back. */
  onUndo: (() => void) | null;
};

/** A read that is decided: deciding anew is a step of its own, and no key's. */
function Decided({ isChanging, onToggle, onUndo }: DecidedProps): ReactNode {
  return (
    <div className={styles.decided}>
      <p>{t.decided}</p>
      <div className={styles.steps}>
        <Button ariaExpanded={isChanging} onClick={onToggle}>
          {isChanging ? t.leave : t.changeDecision}
        </Button>
        {onUndo !== null && <Button onClick={onUndo}>{t.undo}</Button>}
      </div>
    </div>
  );
}

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
      if (isConflict(why)) await queries.invalidateQueries({ queryKey: key });
    },
  });
  const last = reviews.at(-1);
  const canUndo = last !== undefined && last.decision !== "undo";
  const [keysShown, setKeysShown] = useState(false);
  useKeys({ "?": () => setKeysShown(true) });
  // The version whose decision is being changed, also when a reload came between: the next one is decided anew.
  const [changed, setChanged] = useState(drafts.get(read.read_id) === null ? null : read.version);
  const isChanging = changed === read.version;
  const isMeant = useFreshInput(`${read.version}`, `${isChanging}`);
  const controls = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (isChanging) controls.current?.scrollIntoView({ block: "nearest" });
  }, [isChanging]);
  const isStale = isConflict(error);
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
      {isDecided(read) && (
        <Decided
          isChanging={isChanging}
          onToggle={() => {
            if (isMeant()) setChanged(isChanging ? null : read.version);
          }}
          onUndo={
            canUndo
              ? () => {
                  if (isMeant()) decide({ decision: "undo" });
                }
              : null
          }
        />
      )}
      {(isChanging || !isDecided(read)) && (
        <div ref={controls}>
          <DecisionControls key={error === null ? read.version : "again"} read={read} onDecide={decide}>
            <Button fullWidth onClick={() => setKeysShown(true)}>
              {t.keys} <Key>?</Key>
            </Button>
          </DecisionControls>
        </div>
      )}
      {keysShown && <KeysDialog keys={t.keysOfRead} onClose={() => setKeysShown(false)} />}
    </SpaceBetween>
  );
}
