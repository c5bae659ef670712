import type { ReactNode } from "react";

import type { Read } from "@/client";
import { texts } from "@/lib/texts";

import styles from "./ReadAs.module.css";

/** What the machine read, beside a plate that a person corrected; nothing beside any other. */
export function ReadAs({
  read: { plate, corrected_plate },
}: {
  read: Pick<Read, "plate" | "corrected_plate">;
}): ReactNode {
  if (corrected_plate === null) return null;
  return <span className={styles.readAs}>{texts.review.readAs(plate)}</span>;
}
