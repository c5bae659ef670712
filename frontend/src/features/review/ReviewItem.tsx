import Alert from "@cloudscape-design/components/alert";
import { useEffect, useRef, type CSSProperties, type ReactNode } from "react";

import type { Read } from "@/client";
import { CameraName } from "@/lib/cameras/CameraName";
import { timeText } from "@/lib/format";
import { CloseUp } from "@/lib/photo/CloseUp";
import { Enlarged } from "@/lib/photo/Enlarged";
import { MarkedPlate } from "@/lib/photo/plate/MarkedPlate";
import { PhotoGone } from "@/lib/photo/PhotoGone";
import { PhotoWithBoxes } from "@/lib/photo/PhotoWithBoxes";
import { ReadFacts } from "@/lib/photo/ReadFacts";
import { useFreshSource } from "@/lib/photo/use-fresh-source";
import type { Choice } from "@/lib/review/choice";
import { DecisionControls } from "@/lib/review/DecisionControls";
import { texts } from "@/lib/texts";
import { RouterLink } from "@/lib/ui/RouterLink";

import type { Item, Note } from "./queue-state";
import styles from "./ReviewItem.module.css";
import { changeSentence } from "./said";

const { review: t } = texts;

function WhyBack({ note }: { note: Note }): ReactNode {
  return (
    <div role="alert">
      {note.kind === "refused" ? (
        <Alert type="error" header={t.refusedTitle}>
          {note.problem}
        </Alert>
      ) : (
        <Alert type="warning" header={t.changedTitle}>
          {note.reviews.map((review) => (
            <div key={review.version}>{changeSentence(review)}</div>
          ))}
          {t.changedHelp}
        </Alert>
      )}
    </div>
  );
}

/** How far around the plate the mark runs, in parts of the plate's own size: what is written there stays legible. */
const ROOM = 1.5;

function pointsAround({ polygon, bounding_box: box }: Read): string {
  if (box === null) return "";
  const [x0, y0] = [box.left + box.width / 2, box.top + box.height / 2];
  return polygon.map(({ x, y }) => `${x0 + (x - x0) * ROOM},${y0 + (y - y0) * ROOM}`).join(" ");
}

/** So that one tells at once which of the vehicles it is about. */
function ThisOne({ read }: { read: Read }): ReactNode {
  return (
    <>
      <polygon className={styles.halo} points={pointsAround(read)} />
      <polygon className={styles.line} points={pointsAround(read)} />
    </>
  );
}

type Props = { item: Item; onDecide: (choice: Choice) => void; onPhotoGone: () => void; children: ReactNode };

/** A read to decide on: the plate close up and the decisions beside the whole photo. */
export function ReviewItem({ item: { detail, note, proposed }, onDecide, onPhotoGone, children }: Props): ReactNode {
  const { read, upload } = detail;
  const section = useRef<HTMLElement>(null);
  const { src, onError } = useFreshSource(upload.image?.url ?? null, onPhotoGone);
  useEffect(() => {
    // The button that was pressed went with the item before: without a place, screen readers begin anew at the top.
    if (document.activeElement === document.body) section.current?.focus({ preventScroll: true });
  }, []);
  return (
    <section ref={section} tabIndex={-1} aria-label={t.item} className={styles.item}>
      <div className={styles.deciding}>
        <div className={styles.plate} style={{ "--length": read.plate.length } as CSSProperties}>
          <div className={styles.closeUp}>
            {src !== null && upload.image !== null && <CloseUp src={src} size={upload.image} read={read} large />}
          </div>
          <MarkedPlate read={read} />
        </div>
        <DecisionControls
          read={read}
          inQueue
          proposed={proposed}
          onDecide={onDecide}
          notice={note !== null && <WhyBack note={note} />}
        >
          {children}
        </DecisionControls>
      </div>
      <div className={styles.whole}>
        {src === null ? (
          <PhotoGone onShowAgain={onPhotoGone} />
        ) : (
          <Enlarged src={src} size={upload.image}>
            <PhotoWithBoxes
              src={src}
              alt={t.photo(upload.file_name)}
              reads={upload.reads}
              size={upload.image}
              onError={onError}
            >
              <ThisOne read={read} />
            </PhotoWithBoxes>
          </Enlarged>
        )}
        <ReadFacts read={read}>
          <dt>{t.lines.seenAt}</dt>
          <dd>{timeText(read.seen_at)}</dd>
          {read.camera_id !== null && (
            <>
              <dt>{t.lines.camera}</dt>
              <dd>
                <CameraName id={read.camera_id} />
              </dd>
            </>
          )}
          <dt>{t.lines.photo}</dt>
          <dd>
            <RouterLink to={`/reads/${read.read_id}`}>{upload.file_name}</RouterLink>
          </dd>
        </ReadFacts>
      </div>
    </section>
  );
}
