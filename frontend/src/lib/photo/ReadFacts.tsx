import type { ReactNode } from "react";

import type { Read } from "@/client";
import { confidenceText, originText } from "@/lib/format";
import { texts } from "@/lib/texts";

import styles from "./ReadFacts.module.css";

type Props = {
  read: Read;
  /** More facts, as pairs of `dt` and `dd`. */
  children?: ReactNode;
};

/** What is known about a read, in a few lines. */
export function ReadFacts({ read, children }: Props): ReactNode {
  return (
    <dl className={styles.facts}>
      <dt>{texts.photo.confidence}</dt>
      <dd>{confidenceText(read.confidence)}</dd>
      <dt>{texts.photo.region}</dt>
      <dd>{originText(read)}</dd>
      <dt>{texts.photo.seen}</dt>
      <dd className={styles.code}>{read.raw_text}</dd>
      {children}
    </dl>
  );
}
