import Cloudscape, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type { ReactNode } from "react";

import styles from "./StatusIndicator.module.css";

export type { StatusIndicatorProps };

/** Cloudscape's own, whose sentences break between words: it would break them within. */
export function StatusIndicator({ children, ...rest }: StatusIndicatorProps): ReactNode {
  return (
    <Cloudscape {...rest}>
      <span className={styles.words}>{children}</span>
    </Cloudscape>
  );
}
