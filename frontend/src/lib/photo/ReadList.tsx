import Badge from "@cloudscape-design/components/badge";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type { ReactNode } from "react";

import type { Read } from "@/client";
import { confidenceText, regionText } from "@/lib/format";
import { texts } from "@/lib/texts";

import { CloseUp } from "./CloseUp";
import styles from "./ReadList.module.css";

const STATUS_TYPES: Record<Read["status"], StatusIndicatorProps.Type> = {
  accepted: "success",
  needs_review: "warning",
  confirmed: "success",
  corrected: "info",
  rejected: "stopped",
};

type Props = {
  reads: readonly Read[];
  /** The photo to cut the close-ups from; null shows none. */
  photo: { src: string; size: { width: number; height: number } } | null;
};

function Candidates({ read }: { read: Read }): ReactNode {
  const others = read.candidates.filter(({ plate }) => plate !== read.plate);
  if (others.length === 0) return null;
  return (
    <details className={styles.candidates}>
      <summary>
        {texts.photo.candidates} ({others.length})
      </summary>
      <ul>
        {others.map(({ plate, confidence }) => (
          <li key={plate}>
            <span className={styles.code}>{plate}</span> {confidenceText(confidence)}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The plates of one photo, surest first, each with how sure it is and what else it might be. */
export function ReadList({ reads, photo }: Props): ReactNode {
  return (
    <ul className={styles.reads} aria-label={texts.photo.reads}>
      {reads.map((read, index) => (
        <li key={read.read_id} className={styles.read}>
          <div className={styles.heading}>
            {reads.length > 1 && <Badge>{index + 1}</Badge>}
            <strong className={styles.plate}>{read.plate}</strong>
            <StatusIndicator type={STATUS_TYPES[read.status]}>{texts.photo.readStatuses[read.status]}</StatusIndicator>
          </div>
          {photo !== null && <CloseUp {...photo} read={read} />}
          <dl className={styles.facts}>
            <dt>{texts.photo.confidence}</dt>
            <dd>{confidenceText(read.confidence)}</dd>
            <dt>{texts.photo.region}</dt>
            <dd>{regionText(read.region)}</dd>
            <dt>{texts.photo.seen}</dt>
            <dd className={styles.code}>{read.raw_text}</dd>
          </dl>
          <Candidates read={read} />
        </li>
      ))}
    </ul>
  );
}
