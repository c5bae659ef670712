import Button from "@cloudscape-design/components/button";
import { useRef, useState, type ReactNode } from "react";

import type { Read } from "@/client";
import { texts } from "@/lib/texts";
import { Key } from "@/lib/ui/Key";

import { CandidateButtons } from "./CandidateButtons";
import { candidatePlates, choiceOf, REJECT_REASONS, type Choice } from "./choice";
import styles from "./DecisionControls.module.css";
import { useDrafts } from "./draft";
import { EditPlate } from "./EditPlate";
import { ReasonButtons } from "./ReasonButtons";
import { useKeys, type KeyMap } from "./use-keys";

type Props = {
  read: Read;
  /** The plate of a correction that did not get through: it is there to be mended. */
  proposed?: string | null;
  onDecide: (choice: Choice) => void;
  /** More buttons beside these. */
  children?: ReactNode;
};

type Mode = "choosing" | "editing" | "rejecting";

const { review: t } = texts;

const numbered = (acts: readonly (() => void)[]): KeyMap =>
  Object.fromEntries(acts.map((act, i) => [String(i + 1), act]));

/** All that a person can say of a read, by key, mouse or finger. */
export function DecisionControls({ read, proposed = null, onDecide, children }: Props): ReactNode {
  const drafts = useDrafts();
  const draft = drafts.get(read.read_id) ?? proposed;
  const [mode, setMode] = useState<Mode>(draft === null ? "choosing" : "editing");
  const root = useRef<HTMLDivElement>(null);

  const decide = (choice: Choice): void => {
    drafts.drop(read.read_id);
    setMode("choosing");
    onDecide(choice);
  };
  const leave = (): void => {
    drafts.drop(read.read_id);
    setMode("choosing");
    root.current?.focus({ preventScroll: true });
  };
  const confirm = (): void => decide({ decision: "confirm" });
  const take = (plate: string): void => decide(choiceOf(read, plate));

  const keys: Record<Mode, KeyMap> = {
    choosing: {
      ...numbered(candidatePlates(read).map((plate) => () => take(plate))),
      enter: confirm,
      e: () => setMode("editing"),
      x: () => setMode("rejecting"),
    },
    editing: {},
    rejecting: {
      ...numbered(REJECT_REASONS.map((reason) => () => decide({ decision: "reject", reason }))),
      escape: leave,
    },
  };
  useKeys(keys[mode]);

  return (
    <div ref={root} tabIndex={-1} className={styles.controls}>
      {mode === "editing" && (
        <EditPlate
          initial={draft ?? read.corrected_plate ?? read.plate}
          onChange={(plate) => drafts.keep(read.read_id, plate)}
          onSave={take}
          onLeave={leave}
        />
      )}
      {mode === "rejecting" && (
        <ReasonButtons onChoose={(reason) => decide({ decision: "reject", reason })} onLeave={leave} />
      )}
      {mode === "choosing" && (
        <>
          <CandidateButtons read={read} onChoose={take} />
          <div className={styles.row}>
            <Button variant="primary" onClick={confirm}>
              {t.confirmPlate(read.plate)} <Key>Enter</Key>
            </Button>
            <Button onClick={() => setMode("editing")}>
              {t.edit} <Key>E</Key>
            </Button>
            <Button onClick={() => setMode("rejecting")}>
              {t.reject} <Key>X</Key>
            </Button>
            {children}
          </div>
        </>
      )}
    </div>
  );
}
