import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState, type ReactNode } from "react";

import { Halted } from "@/lib/review/Halted";
import styles from "@/lib/review/QueuePage.module.css";
import { KeysDialog } from "@/lib/review/KeysDialog";
import { useKeys } from "@/lib/review/use-keys";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { Key } from "@/lib/ui/Key";
import { Loading } from "@/lib/ui/Loading";
import { PageHeading } from "@/lib/ui/PageHeading";

import { MissedItem } from "./MissedItem";
import { idOf, ORDERS, useMissedQueue, type LastAct, type MissedQueue } from "./use-missed-queue";
import { WhichQueue } from "./WhichQueue";

const { missed, review } = texts;
const { queue: t } = missed;

/** Up to here the API counts. */
const MOST_COUNTED = 100;

function sentenceOf({ kind, photo, plate }: LastAct): string {
  const { file_name: name } = photo.upload;
  if (kind === "none") return t.saidNone(name);
  if (kind === "typed") return missed.saved(plate ?? "");
  if (kind === "skipped") return t.skipped(name);
  return kind === "undoing" ? t.undoing(name) : t.undone(name);
}

function waitingText({ waiting, isEmpty }: MissedQueue): string | null {
  if (waiting === 0 || isEmpty) return null;
  return waiting < MOST_COUNTED ? t.waiting(waiting) : t.waitingMore(MOST_COUNTED - 1);
}

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

function Current({ queue }: { queue: MissedQueue }): ReactNode {
  const { item, sending, error } = queue;
  const isHeldUp = error !== null || sending.halted !== null;
  if (item === undefined)
    return queue.isEmpty ? <Nothing onLook={queue.lookAgain} /> : !isHeldUp && <Loading label={t.loading} />;
  return (
    <MissedItem
      key={`${idOf(item)} ${item.version}`}
      photo={item}
      refusal={queue.refusal}
      onTyped={queue.type}
      onNone={queue.sayNone}
      onSkip={queue.skip}
      onPhotoGone={queue.lookAgain}
    />
  );
}

/** Photos in which the machine found no plate, one after the other, from the keyboard alone. */
export function MissedPhotos(): ReactNode {
  const queue = useMissedQueue();
  const { last, error, sending, order, chooseOrder } = queue;
  const [keysShown, setKeysShown] = useState(false);
  useKeys({ u: queue.undo, "?": () => setKeysShown(true) });
  return (
    <div className={styles.page}>
      <PageHeading
        title={review.title}
        actions={
          <div className={styles.actions}>
            <SegmentedControl
              label={t.order}
              selectedId={order}
              options={ORDERS.map((id) => ({ id, text: t.orders[id] }))}
              onChange={({ detail }) => {
                const chosen = ORDERS.find((id) => id === detail.selectedId);
                if (chosen !== undefined) chooseOrder(chosen);
              }}
            />
            <Button onClick={() => setKeysShown(true)}>
              {review.keys} <Key>?</Key>
            </Button>
          </div>
        }
      />
      <WhichQueue />
      <div className={styles.bar}>
        <p className={styles.told}>{waitingText(queue)}</p>
        <div className={styles.last}>
          <p role="status" className={styles.told}>
            {last !== null && sentenceOf(last)}
          </p>
          {last?.outgoing != null && (
            <Button onClick={queue.undo}>
              {review.undo} <Key>U</Key>
            </Button>
          )}
        </div>
      </div>
      <div className={queue.isEmpty ? undefined : styles.current}>
        <Current queue={queue} />
      </div>
      <div className={styles.problems}>
        <Halted outbox={sending.outbox} halted={sending.halted} onSend={queue.sendAgain} />
        {error !== null && <ErrorAlert error={error} onRetry={queue.lookAgain} />}
      </div>
      {keysShown && <KeysDialog keys={t.keysList} onClose={() => setKeysShown(false)} />}
    </div>
  );
}
