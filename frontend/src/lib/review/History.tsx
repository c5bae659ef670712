import type { ReactNode } from "react";

import type { Review } from "@/client";
import { correctedRegionText, timeText } from "@/lib/format";
import { texts } from "@/lib/texts";

import styles from "./History.module.css";

const { review: t } = texts;

function sentenceOf({ decision, reason, status_after, corrected_plate_after }: Review): string {
  switch (decision) {
    case "confirm":
      return t.historyOf.confirm;
    case "correct":
      // A correction to what the machine read is a confirmation.
      return corrected_plate_after === null ? t.historyOf.confirm : t.historyOf.correct(corrected_plate_after);
    case "reject":
      return t.historyOf.reject(t.reasons[reason ?? "other"]);
    case "undo":
      return t.historyOf.undo(texts.photo.readStatuses[status_after]);
    case "doubt":
      return texts.missed.historyOf.doubt;
    case "withdraw":
      return texts.missed.historyOf.withdraw;
  }
}

/** What a decision said of the region, where it said anything. */
function RegionSaid({ review: { corrected_region_before, corrected_region_after } }: { review: Review }): ReactNode {
  if (corrected_region_after === corrected_region_before) return null;
  const said = corrected_region_after === null ? t.regionAsRead : correctedRegionText(corrected_region_after);
  return <span>{t.regionIs(said)}</span>;
}

const standing = (status: Review["status_before"], plate: string | null): string =>
  [texts.photo.readStatuses[status], plate].filter(Boolean).join(" ");

type Props = {
  reviews: readonly Review[];
  /** Whether each is told with how the read stood before and after it. */
  withBefore?: boolean;
};

/** What people decided on a read, oldest first. */
export function History({ reviews, withBefore = false }: Props): ReactNode {
  return (
    <div role="status">
      {reviews.length === 0 ? (
        <p className={styles.none}>{t.noHistory}</p>
      ) : (
        <ol className={styles.history} aria-label={t.history}>
          {reviews.map((review) => (
            <li key={review.version}>
              <b>{sentenceOf(review)}</b>
              <RegionSaid review={review} />
              {withBefore && (
                <span>
                  {texts.dossier.changed(
                    standing(review.status_before, review.corrected_plate_before),
                    standing(review.status_after, review.corrected_plate_after),
                  )}
                </span>
              )}
              <span>
                <time dateTime={review.at}>{timeText(review.at)}</time> {t.historyBy(review.by_email ?? review.by)}
              </span>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
