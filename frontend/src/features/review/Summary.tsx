import type { ReactNode } from "react";

import { texts } from "@/lib/texts";

import { doneCount, paceOf, type QueueState } from "./queue-state";
import styles from "./Summary.module.css";

const { review: t } = texts;

/** What the session came to so far. */
export function Summary({ state: { tally, outbox } }: { state: QueueState }): ReactNode {
  const pace = paceOf(tally);
  const figures = [
    [t.done, doneCount(tally)],
    [t.pace, pace === null ? t.notYet : t.paceOf(Math.round(pace))],
    [t.corrected, tally.correct],
    [t.rejected, tally.reject],
    [t.sending, outbox.length],
  ] as const;
  return (
    <section aria-label={t.summary}>
      <dl className={styles.summary}>
        {figures.map(([label, figure]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
