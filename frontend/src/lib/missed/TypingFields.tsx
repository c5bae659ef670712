import Button from "@cloudscape-design/components/button";
import type { ReactNode } from "react";

import { draftOfPhoto, useDrafts } from "@/lib/review/draft";
import { EditPlate } from "@/lib/review/EditPlate";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";

import styles from "./TypingFields.module.css";
import type { Typing } from "./use-typing";

const { missed: t } = texts;

type Props = { uploadId: string; typing: Typing; onLeave: () => void };

/** The plate to be typed, and what was drawn around it. What is half typed survives a reload. */
export function TypingFields({ uploadId, typing: { box, draw, save, refusal, error }, onLeave }: Props): ReactNode {
  const drafts = useDrafts();
  const name = draftOfPhoto(uploadId);
  return (
    <div className={styles.fields}>
      <p className={styles.help}>{t.help}</p>
      <div className={styles.box} role="status">
        {box !== null && (
          <>
            <span>{t.boxDrawn}</span>
            <Button onClick={() => draw(null)}>{t.removeBox}</Button>
          </>
        )}
      </div>
      {error !== null && <ErrorAlert error={error} />}
      <EditPlate
        initial={drafts.get(name) ?? ""}
        refusal={refusal}
        onChange={(plate) => drafts.keep(name, plate)}
        onSave={save}
        onLeave={onLeave}
      />
    </div>
  );
}
