import Icon from "@cloudscape-design/components/icon";
import type { ReactNode } from "react";

import type { Movement } from "@/client";
import { texts } from "@/lib/texts";

import styles from "./Direction.module.css";

const ICONS = { entering: "arrow-right", leaving: "arrow-left" } as const;

/** Whether a vehicle came in or left, as its camera said; nothing where nobody said. */
export function Direction({ movement }: { movement: Movement | null }): ReactNode {
  if (movement === null || movement === "ignore") return null;
  return (
    <span className={styles.direction}>
      <Icon name={ICONS[movement]} size="small" />
      {texts.watching.movements[movement]}
    </span>
  );
}
