import type { ReactNode } from "react";

import styles from "./Key.module.css";

/** Which key does the same as what it stands on; a hint for the eye, as the dialog of keys tells it to all. */
export function Key({ children }: { children: string }): ReactNode {
  return (
    <kbd className={styles.key} aria-hidden="true">
      {children}
    </kbd>
  );
}
