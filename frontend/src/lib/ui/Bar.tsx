import type { ReactNode } from "react";

import styles from "./Bar.module.css";

/** A share as a bar; the figure itself stands beside it, in words. */
export function Bar({ ratio, doubtful = false }: { ratio: number; doubtful?: boolean }): ReactNode {
  return (
    <span className={styles.bar} data-doubtful={doubtful} aria-hidden="true">
      <span className={styles.share} style={{ inlineSize: `${ratio * 100}%` }} />
    </span>
  );
}
