import Button from "@cloudscape-design/components/button";
import type { ReactNode } from "react";

import { texts } from "@/lib/texts";

import styles from "./Notes.module.css";

/** Says what was taken away, and takes that back; nothing where nothing was. */
export function Undo({ said, onUndo }: { said: string | null; onUndo: () => void }): ReactNode {
  return (
    <div role="status">
      {said !== null && (
        <span className={styles.by}>
          {said}
          <Button variant="inline-link" onClick={onUndo}>
            {texts.notes.undo}
          </Button>
        </span>
      )}
    </div>
  );
}
