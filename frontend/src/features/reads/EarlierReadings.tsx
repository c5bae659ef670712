import type { ReactNode } from "react";

import type { ReadDetail } from "@/client";
import { timeText } from "@/lib/format";
import { texts } from "@/lib/texts";

import styles from "@/lib/review/History.module.css";

const { earlier: t } = texts.review;

/** How a read stood before newer rules read the same text otherwise, oldest first. */
export function EarlierReadings({ detail: { earlier } }: { detail: ReadDetail }): ReactNode {
  return (
    <ol className={styles.history} aria-label={t.title}>
      {earlier.map(({ plate, status, reading_version, replaced_at }) => (
        <li key={replaced_at}>
          <b>{t.stood(plate, texts.photo.readStatuses[status])}</b>
          <span>{reading_version === null ? t.unknownRules : t.rules(reading_version)}</span>
          <span>
            {t.until} <time dateTime={replaced_at}>{timeText(replaced_at)}</time>
          </span>
        </li>
      ))}
    </ol>
  );
}
