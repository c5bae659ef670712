import type { ReactNode } from "react";

import styles from "./Document.module.css";

/** A line of a dossier: what it is about, and what is known of it. */
export function Fact({ name, children, isCode }: { name: string; children: ReactNode; isCode?: boolean }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={isCode === true ? styles.code : undefined}>{children}</dd>
    </div>
  );
}
