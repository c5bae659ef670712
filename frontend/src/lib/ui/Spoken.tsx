import type { ReactNode } from "react";

import styles from "./Spoken.module.css";

/** Text for people who hear the page. */
export function Spoken({ children }: { children: ReactNode }): ReactNode {
  return <span className={styles.spoken}>{children}</span>;
}
