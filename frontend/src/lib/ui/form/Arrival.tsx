import { useLayoutEffect, useRef, type ReactNode } from "react";

import styles from "./Arrival.module.css";

type Props = {
  /** How it is read out, where it is news. */
  role?: "alert" | "status";
  children: ReactNode;
};

/**
 * What comes of a press, and is gone to as soon as it is there. The button that was pressed may go with its form: the
 * keyboard would begin anew at the top, and what stands out of sight would not be seen.
 */
export function Arrival({ role, children }: Props): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => place.current?.focus(), []);
  return (
    <div ref={place} role={role} tabIndex={-1} className={styles.arrival}>
      {children}
    </div>
  );
}
