import Spinner from "@cloudscape-design/components/spinner";
import type { ReactNode } from "react";

import { texts } from "@/lib/texts/first";

import styles from "./Loading.module.css";

/** That something is on its way. */
export function Loading({ label = texts.app.loading }: { label?: string }): ReactNode {
  return (
    <div className={styles.loading} role="status">
      <Spinner /> {label}…
    </div>
  );
}
