import type { ReactNode } from "react";

import styles from "./Plate.module.css";

/** A plate's text, set as on a plate. */
export function Plate({ children, large = false }: { children: ReactNode; large?: boolean }): ReactNode {
  return (
    <strong className={styles.plate} data-large={large}>
      {children}
    </strong>
  );
}
