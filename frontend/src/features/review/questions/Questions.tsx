import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState, type ReactNode } from "react";
import { useNavigate } from "react-router";

import { KeysDialog } from "@/lib/review/KeysDialog";
import styles from "@/lib/review/QueuePage.module.css";
import { useKeys } from "@/lib/review/use-keys";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { Key } from "@/lib/ui/Key";
import { Loading } from "@/lib/ui/Loading";
import { PageHeading } from "@/lib/ui/PageHeading";
import { Spoken } from "@/lib/ui/Spoken";

import { QuestionItem } from "./QuestionItem";
import { useQuestionQueue, type LastAct, type QuestionQueue } from "./use-question-queue";

const { questions: t, review } = texts;

const SENTENCES: Record<LastAct["kind"], (plate: string) => string> = {
  chosen: t.chosen,
  none: t.saidNone,
  skipped: t.skipped,
};

function Nothing({ onLook }: { onLook: () => void }): ReactNode {
  return (
    <Box textAlign="center" padding={{ vertical: "xxl" }}>
      <SpaceBetween size="s">
        <Box variant="h2">{t.empty}</Box>
        <Box variant="p" color="text-body-secondary">
          {t.emptyHelp}
        </Box>
        <Button onClick={onLook}>{review.lookAgain}</Button>
      </SpaceBetween>
    </Box>
  );
}

function Current({ queue }: { queue: QuestionQueue }): ReactNode {
  const { item, detail } = queue;
  if (queue.isEmpty) return <Nothing onLook={queue.lookAgain} />;
  if (item === undefined || detail === undefined) return queue.error === null && <Loading label={t.loading} />;
  return (
    <QuestionItem
      key={item.visit_id}
      visit={detail}
      onAnswered={(after, kind) => queue.answered(detail, after, kind)}
      onSkip={() => queue.skip(item)}
      onChanged={() => queue.hold(detail)}
      onGone={() => queue.dismiss(detail)}
    />
  );
}

/** What was done, and what comes next: to be seen in short, to be heard in full. */
function Told({ queue: { last, detail, isEmpty } }: { queue: QuestionQueue }): ReactNode {
  const next = detail === undefined ? "" : t.spoken(detail.plate, detail.suggestions.length);
  return (
    <p role="status" className={styles.told}>
      {last !== null && SENTENCES[last.kind](last.visit.plate)} <Spoken>{isEmpty ? t.empty : next}</Spoken>
    </p>
  );
}

/** Which entry an exit belongs to, one question after the other. */
export function Questions({ which }: { which: ReactNode }): ReactNode {
  const queue = useQuestionQueue();
  const navigate = useNavigate();
  const [keysShown, setKeysShown] = useState(false);
  const { last } = queue;
  const look = (): void => {
    // What is to be taken back is taken back where all of it is to be seen.
    if (last !== null && last.kind !== "skipped") void navigate(`/visits/${last.visit.visit_id}`);
  };
  useKeys({ u: look, "?": () => setKeysShown(true) });
  return (
    <div className={styles.page}>
      <PageHeading
        title={review.title}
        actions={
          <div className={styles.actions}>
            <Button onClick={() => setKeysShown(true)}>
              {review.keys} <Key>?</Key>
            </Button>
          </div>
        }
      />
      {which}
      <div className={styles.bar}>
        <p className={styles.told}>{queue.waiting > 0 && !queue.isEmpty && t.waiting(queue.waiting)}</p>
        <div className={styles.last}>
          <Told queue={queue} />
          {last !== null && last.kind !== "skipped" && (
            <Button onClick={look}>
              {t.undo} <Key>U</Key>
            </Button>
          )}
        </div>
      </div>
      <div className={queue.isEmpty ? undefined : styles.current}>
        <Current queue={queue} />
      </div>
      <div className={styles.problems}>
        {queue.error !== null && <ErrorAlert error={queue.error} onRetry={queue.lookAgain} />}
      </div>
      {keysShown && <KeysDialog keys={t.keysList} onClose={() => setKeysShown(false)} />}
    </div>
  );
}
