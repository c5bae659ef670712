import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, type ReactNode } from "react";

import { readQueryKey, showRead } from "@/lib/api/reads";
import { isMissing } from "@/lib/errors";
import { KeysDialog } from "@/lib/review/KeysDialog";
import styles from "@/lib/review/QueuePage.module.css";
import { useFreshInput } from "@/lib/review/use-fresh-input";
import { useKeys } from "@/lib/review/use-keys";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { Key } from "@/lib/ui/Key";
import { Loading } from "@/lib/ui/Loading";
import { PageHeading } from "@/lib/ui/PageHeading";
import { Spoken } from "@/lib/ui/Spoken";

import { Halted } from "@/lib/review/Halted";
import { MissedPhotos } from "./missed/MissedPhotos";
import { useWhichQueue, WhichQueue } from "./missed/WhichQueue";
import { Questions } from "./questions/Questions";
import { readIdOf, type Item, type QueueState } from "./queue-state";
import { ReviewItem } from "./ReviewItem";
import { actSentence, itemSentence } from "./said";
import type { ReviewQueue } from "./send-decisions";
import { Summary } from "./Summary";
import { ORDERS, useReviewQueue } from "./use-review-queue";
import { useWaiting } from "./use-waiting";

const { review: t } = texts;

type Props = { state: QueueState; queue: ReviewQueue };

/** Names what is shown: a read that comes back is something else than before. */
const nameOf = (item: Item): string =>
  item.note === null ? readIdOf(item) : `${readIdOf(item)} ${item.detail.read.version}`;

/** Has the browser fetch the next photos before they are wanted. */
function usePhotosAhead({ items }: QueueState): void {
  const urls = items.slice(1).flatMap(({ detail }) => detail.upload.image?.url ?? []);
  const list = urls.join(" ");
  useEffect(() => {
    const photos = list === "" ? [] : list.split(" ").map((url) => Object.assign(new Image(), { src: url }));
    // Held on to until the next ones are known.
    return () => void photos.splice(0);
  }, [list]);
}

function Problems({ state: { halted, outbox, supply }, queue }: Props): ReactNode {
  return (
    <div className={styles.problems}>
      <Halted outbox={outbox} halted={halted} onSend={() => queue.dispatch({ type: "resume" })} />
      {supply.state === "failed" && (
        <div role="alert">
          <Alert
            type="error"
            header={texts.errors.heading}
            action={<Button onClick={() => queue.dispatch({ type: "look again" })}>{texts.errors.tryAgain}</Button>}
          >
            {supply.problem}
          </Alert>
        </div>
      )}
    </div>
  );
}

function Nothing({ onLook }: { onLook: () => void }): ReactNode {
  return (
    <Box textAlign="center" padding={{ vertical: "xxl" }}>
      <SpaceBetween size="s">
        <Box variant="h2">{t.empty}</Box>
        <Box variant="p" color="text-body-secondary">
          {t.emptyHelp}
        </Box>
        <Button onClick={onLook}>{t.lookAgain}</Button>
      </SpaceBetween>
    </Box>
  );
}

/** Tells what was done and what comes next: to be seen in short, to be heard in full. */
function Told({ state: { lastAct, items, idle } }: Pick<Props, "state">): ReactNode {
  const [item] = items;
  const next = item === undefined ? (idle ? t.empty : "") : itemSentence(item.detail);
  return (
    <p role="status" className={styles.told}>
      {actSentence(lastAct)} <Spoken>{next}</Spoken>
    </p>
  );
}

type CurrentProps = Props & { onSkip: () => void };

function Current({ state, queue, onSkip }: CurrentProps): ReactNode {
  const { client } = useServices();
  const queries = useQueryClient();
  const [item] = state.items;
  if (item === undefined)
    return state.idle ? (
      <Nothing onLook={() => queue.dispatch({ type: "look again" })} />
    ) : (
      state.supply.state !== "failed" && <Loading label={t.loading} />
    );
  const readId = readIdOf(item);
  return (
    <ReviewItem
      key={nameOf(item)}
      item={item}
      onDecide={(choice) => {
        queries.removeQueries({ queryKey: readQueryKey(readId) });
        queue.dispatch({ type: "decide", choice });
      }}
      onPhotoGone={() =>
        void showRead(client, readId).then(
          (detail) => queue.dispatch({ type: "fresh", detail }),
          // Otherwise it stays as it is: without the photo, and with the button to try again.
          (error: unknown) => isMissing(error) && queue.dispatch({ type: "gone", readId }),
        )
      }
    >
      <Button fullWidth onClick={onSkip}>
        {item.detail.read.status === "needs_review" ? t.skip : t.leave} <Key>S</Key>
      </Button>
    </ReviewItem>
  );
}

/** Skipping and taking back, by input that is meant for them. */
function useSteps({ state, queue }: Props): { skip: () => void; undo: () => void } {
  const [item] = state.items;
  const shown = item === undefined ? "" : nameOf(item);
  const isMeantForItem = useFreshInput(shown);
  // Taking back is about the plate before, and errors are noticed at once; only a second time has to wait its turn.
  const isMeantForLast = useFreshInput(state.lastAct?.kind === "undone" ? shown : "");
  return {
    skip: () => {
      if (isMeantForItem()) queue.dispatch({ type: "skip" });
    },
    undo: () => {
      if (isMeantForLast()) queue.dispatch({ type: "undo" });
    },
  };
}

/** What needs review: plates in doubt, photos without a plate, or which entry an exit belongs to. */
export function ReviewPage(): ReactNode {
  const queue = useWhichQueue();
  if (queue === "questions") return <Questions which={<WhichQueue />} />;
  return queue === "no_plate" ? <MissedPhotos /> : <PlatesInDoubt />;
}

/** Plates in doubt, one photo after the other, from the keyboard alone. */
function PlatesInDoubt(): ReactNode {
  const { queue, state, chooseOrder } = useReviewQueue();
  const waiting = useWaiting();
  const [keysShown, setKeysShown] = useState(false);
  const { skip, undo } = useSteps({ state, queue });
  usePhotosAhead(state);
  useKeys({ u: undo, s: skip, "?": () => setKeysShown(true) });
  return (
    <div className={styles.page}>
      <PageHeading
        title={t.title}
        // What is counted is told a few seconds late.
        counter={state.idle ? undefined : waiting}
        actions={
          <div className={styles.actions}>
            <SegmentedControl
              label={t.order}
              selectedId={state.order}
              options={ORDERS.map((id) => ({ id, text: t.orders[id] }))}
              onChange={({ detail }) => {
                const order = ORDERS.find((id) => id === detail.selectedId);
                if (order !== undefined) chooseOrder(order);
              }}
            />
            <Button onClick={() => setKeysShown(true)}>
              {t.keys} <Key>?</Key>
            </Button>
          </div>
        }
      />
      <WhichQueue />
      <div className={styles.bar}>
        <Summary state={state} />
        <div className={styles.last}>
          <Told state={state} />
          {state.history.length > 0 && (
            <Button onClick={undo}>
              {t.undo} <Key>U</Key>
            </Button>
          )}
        </div>
      </div>
      <div className={state.idle ? undefined : styles.current}>
        <Current state={state} queue={queue} onSkip={skip} />
      </div>
      <Problems state={state} queue={queue} />
      {keysShown && <KeysDialog keys={t.keysList} onClose={() => setKeysShown(false)} />}
    </div>
  );
}
