import Button from "@cloudscape-design/components/button";
import { useEffect, useRef, useState, type ReactNode } from "react";

import type { Box, NoPlate, TypedPlate } from "@/client";
import { CameraName } from "@/lib/cameras/CameraName";
import { timeText } from "@/lib/format";
import { DrawBox } from "@/lib/missed/DrawBox";
import { TypingFields } from "@/lib/missed/TypingFields";
import { useTypingIn } from "@/lib/missed/use-typing";
import { Enlarged } from "@/lib/photo/Enlarged";
import { PhotoGone } from "@/lib/photo/PhotoGone";
import { useFreshSource } from "@/lib/photo/use-fresh-source";
import { draftOfPhoto, useDrafts } from "@/lib/review/draft";
import { useFreshInput } from "@/lib/review/use-fresh-input";
import { useKeys } from "@/lib/review/use-keys";
import { texts } from "@/lib/texts";
import { Key } from "@/lib/ui/Key";

import type { Refusal } from "./judgements";
import styles from "./MissedItem.module.css";

const { missed, review } = texts;
const { queue: t } = missed;

type Props = {
  photo: NoPlate;
  /** Why the plate that was typed before was refused. */
  refusal: Refusal | null;
  onTyped: (typed: TypedPlate) => void;
  onNone: () => void;
  onSkip: () => void;
  onPhotoGone: () => void;
};

function Facts({ photo: { upload, uploader, uploader_email } }: { photo: NoPlate }): ReactNode {
  const { lines } = review;
  return (
    <dl className={styles.facts}>
      <dt>{lines.photo}</dt>
      <dd>{upload.file_name}</dd>
      <dt>{lines.seenAt}</dt>
      <dd>{timeText(upload.captured_at ?? upload.created_at)}</dd>
      {upload.camera_id !== null && (
        <>
          <dt>{lines.camera}</dt>
          <dd>
            <CameraName id={upload.camera_id} />
          </dd>
        </>
      )}
      <dt>{t.uploader}</dt>
      <dd>{uploader_email ?? uploader}</dd>
    </dl>
  );
}

/** What the machine saw: often the plate is among it, misread. */
function Found({ photo: { texts: found } }: { photo: NoPlate }): ReactNode {
  const lines = found.filter(({ level }) => level === "line");
  if (lines.length === 0) return null;
  return (
    <details>
      <summary>{t.texts(lines.length)}</summary>
      <ul className={styles.found}>
        {lines.map(({ text_id, text }) => (
          <li key={text_id} className={styles.code}>
            {text}
          </li>
        ))}
      </ul>
    </details>
  );
}

const boxIn = (refusal: Refusal | null): Box | null =>
  refusal?.outgoing.kind === "typed" ? (refusal.outgoing.typed.bounding_box ?? null) : null;

/** A photo without a plate: the plate is typed, with a box around it or without, or there is none. */
export function MissedItem({ photo, refusal, onTyped, onNone, onSkip, onPhotoGone }: Props): ReactNode {
  const { upload } = photo;
  const drafts = useDrafts();
  const draft = draftOfPhoto(upload.upload_id);
  const [isTyping, setTyping] = useState(drafts.get(draft) !== null);
  const [box, draw] = useState(boxIn(refusal));
  const send = (typed: TypedPlate): void => {
    drafts.drop(draft);
    onTyped(typed);
  };
  const typing = useTypingIn(upload, { box, draw }, { send, error: refusal?.error ?? null });
  const { src, onError } = useFreshSource(upload.image?.url ?? null, onPhotoGone);
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    // The button that was pressed went with the photo before: without a place, screen readers begin anew at the top.
    if (document.activeElement === document.body) section.current?.focus({ preventScroll: true });
  }, []);
  const isMeant = useFreshInput(upload.upload_id, isTyping ? "typing" : "choosing");
  const meant = (act: () => void) => (): void => {
    if (isMeant()) act();
  };
  const [type, none, skip] = [meant(() => setTyping(true)), meant(onNone), meant(onSkip)];
  const leave = (): void => {
    if (!isMeant()) return;
    drafts.drop(draft);
    typing.draw(null);
    setTyping(false);
    section.current?.focus({ preventScroll: true });
  };
  useKeys(isTyping ? {} : { e: type, x: none, s: skip });
  return (
    <section ref={section} tabIndex={-1} aria-label={t.item} className={styles.item}>
      {isTyping ? (
        <TypingFields
          uploadId={upload.upload_id}
          typing={{ ...typing, save: (plate) => meant(() => typing.save(plate))() }}
          onLeave={leave}
        />
      ) : (
        <div className={styles.acts}>
          <Button variant="primary" onClick={type}>
            {missed.type} <Key>E</Key>
          </Button>
          <Button onClick={none}>
            {t.none} <Key>X</Key>
          </Button>
          <Button onClick={skip}>
            {review.skip} <Key>S</Key>
          </Button>
        </div>
      )}
      {src === null ? (
        <PhotoGone onShowAgain={onPhotoGone} />
      ) : (
        <Enlarged src={src} size={upload.image}>
          {(isLarge) => (
            <DrawBox
              src={src}
              alt={missed.photoToDrawIn(upload.file_name)}
              reads={upload.reads.filter(({ status }) => status !== "rejected")}
              size={upload.image}
              onError={onError}
              box={typing.box}
              isMovedByTouch={isLarge}
              onDraw={typing.draw}
              onDrawn={() => setTyping(true)}
            />
          )}
        </Enlarged>
      )}
      <Facts photo={photo} />
      <Found photo={photo} />
    </section>
  );
}
