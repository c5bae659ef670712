import type { ReactNode } from "react";

import styles from "./Notes.module.css";

type Props = {
  words: readonly string[];
  label: string;
  /** What stands behind each. */ after?: (word: string) => ReactNode;
};

/** Tags, each a chip. */
export function TagChips({ words, label, after }: Props): ReactNode {
  if (words.length === 0) return null;
  return (
    <ul className={styles.chips} aria-label={label}>
      {words.map((word) => (
        <li key={word} className={styles.chip}>
          {word}
          {after?.(word)}
        </li>
      ))}
    </ul>
  );
}
