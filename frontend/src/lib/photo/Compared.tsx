import type { ReactNode } from "react";

import styles from "./Compared.module.css";
import { comparedWith } from "./plate/doubt";

/** A candidate; what differs from the plate is marked. */
export function Compared({ plate, candidate }: { plate: string; candidate: string }): ReactNode {
  return comparedWith(plate, candidate).map(({ character, differs }, place) =>
    differs ? (
      <mark key={place} className={styles.differs}>
        {character}
      </mark>
    ) : (
      character
    ),
  );
}
