import type { ReactNode } from "react";

import type { Read } from "@/client";
import { percentText } from "@/lib/format";
import { Compared } from "@/lib/photo/Compared";
import { isWorthShowing } from "@/lib/photo/plate/doubt";
import { texts } from "@/lib/texts";
import { Bar } from "@/lib/ui/Bar";

import styles from "./Candidates.module.css";

/** The rest is next to impossible. */
const SHOWN = 5;

/** What the plate might be, likeliest first; what differs from what was read is marked. */
export function Candidates({ read: { plate, candidates } }: { read: Read }): ReactNode {
  const others = candidates.filter((candidate) => candidate.plate !== plate);
  return (
    <>
      <ol className={styles.candidates} aria-label={texts.read.candidates}>
        {candidates.slice(0, SHOWN).map((candidate) => (
          <li key={candidate.plate}>
            <span className={styles.code}>
              <Compared plate={plate} candidate={candidate.plate} />
            </span>
            <Bar ratio={candidate.confidence} doubtful={candidate.plate !== plate} />
            <span className={styles.figure}>{percentText(candidate.confidence)}</span>
          </li>
        ))}
      </ol>
      {!others.some(isWorthShowing) && <p className={styles.none}>{texts.read.nothingClose}</p>}
    </>
  );
}
