import Badge from "@cloudscape-design/components/badge";
import type { ReactNode } from "react";

import type { Read } from "@/client";
import { confidenceText } from "@/lib/format";
import { texts } from "@/lib/texts";
import { RouterLink } from "@/lib/ui/RouterLink";

import { OwnWord } from "@/lib/missed/OwnWord";
import { currentPlate } from "@/lib/review/choice";
import { CloseUp } from "./CloseUp";
import { Plate } from "./plate/Plate";
import { PlateText } from "./plate/PlateText";
import { ReadAs } from "./plate/ReadAs";
import { ReadFacts } from "./ReadFacts";
import styles from "./ReadList.module.css";
import { ReadStatus } from "./ReadStatus";

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

/** The plates of one photo, the foremost vehicle's first, each with how sure it is and what else it might be. */
export function ReadList({ reads, photo }: Props): ReactNode {
  return (
    <ul className={styles.reads} aria-label={texts.photo.reads}>
      {reads.map((read, index) => (
        <li key={read.read_id} className={styles.read}>
          <div className={styles.heading}>
            {reads.length > 1 && <Badge>{index + 1}</Badge>}
            <Plate>
              <PlateText read={read} />
            </Plate>
            <ReadAs read={read} />
            <ReadStatus status={read.status} />
          </div>
          {photo !== null && <CloseUp {...photo} read={read} />}
          <ReadFacts read={read} />
          <Candidates read={read} />
          <OwnWord read={read} />
          <RouterLink to={`/reads/${read.read_id}`}>{texts.photo.howRead(currentPlate(read))}</RouterLink>
        </li>
      ))}
    </ul>
  );
}
