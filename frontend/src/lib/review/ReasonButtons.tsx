import Button from "@cloudscape-design/components/button";
import { useEffect, useRef, type ReactNode } from "react";

import type { RejectReason } from "@/client";
import { texts } from "@/lib/texts";
import { Key } from "@/lib/ui/Key";

import { REJECT_REASONS } from "./choice";
import styles from "./DecisionControls.module.css";

const { review: t } = texts;

type Props = {
  onChoose: (reason: RejectReason) => void;
  onLeave: () => void;
  /** Whether a third button stood beside Edit and Reject: its place is kept. */
  wasThird: boolean;
};

/** Why a read is rejected, each reason on a button with its number, in the place of the candidates. */
export function ReasonButtons({ onChoose, onLeave, wasThird }: Props): ReactNode {
  const title = useRef<HTMLParagraphElement>(null);
  useEffect(() => title.current?.focus({ preventScroll: true }), []);
  return (
    <>
      <p ref={title} tabIndex={-1} className={styles.title} id="reject-reasons">
        {t.reasonsTitle}
      </p>
      <div className={styles.acts}>
        {/* Where Reject was: the way back is where one came from. */}
        <div className={styles.second}>
          <Button fullWidth onClick={onLeave}>
            {t.cancel} <Key>Esc</Key>
          </Button>
        </div>
        {wasThird && <span className={styles.third} />}
      </div>
      <ol className={styles.choices} aria-labelledby="reject-reasons">
        {REJECT_REASONS.map((reason, i) => (
          <li key={reason}>
            <button type="button" className={styles.choice} onClick={() => onChoose(reason)}>
              <Key>{String(i + 1)}</Key>
              {t.reasons[reason]}
            </button>
          </li>
        ))}
      </ol>
    </>
  );
}
