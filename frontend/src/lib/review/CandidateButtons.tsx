import type { ReactNode } from "react";

import type { Read } from "@/client";
import { percentText } from "@/lib/format";
import { Compared } from "@/lib/photo/Compared";
import { texts } from "@/lib/texts";
import { Key } from "@/lib/ui/Key";
import { Spoken } from "@/lib/ui/Spoken";

import { candidatePlates } from "./choice";
import styles from "./DecisionControls.module.css";

const { review: t } = texts;

type Props = {
  read: Read;
  /** Whether the numbers are keys. */
  byKey: boolean;
  onChoose: (plate: string) => void;
};

/** The plates that it may be, each on a button with its number. */
export function CandidateButtons({ read, byKey, onChoose }: Props): ReactNode {
  const confidenceOf = (plate: string): number | undefined =>
    read.candidates.find((candidate) => candidate.plate === plate)?.confidence;
  return (
    <ol className={styles.choices} aria-label={t.choices}>
      {candidatePlates(read).map((plate, i) => {
        const confidence = confidenceOf(plate);
        return (
          <li key={plate}>
            <button type="button" className={styles.choice} onClick={() => onChoose(plate)}>
              {byKey ? <Key>{String(i + 1)}</Key> : <span />}
              <span className={styles.code}>
                <Spoken>{plate === read.plate ? t.toConfirm : t.toCorrect}</Spoken>{" "}
                <Compared plate={read.plate} candidate={plate} />
              </span>
              <span className={styles.what}>{confidence === undefined ? "" : percentText(confidence)}</span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
