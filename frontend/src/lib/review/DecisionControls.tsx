import Button from "@cloudscape-design/components/button";
import { useLayoutEffect, useRef, useState, type ReactNode } from "react";

import type { Read } from "@/client";
import { texts } from "@/lib/texts";
import { Key } from "@/lib/ui/Key";

import { CandidateButtons } from "./CandidateButtons";
import { candidatePlates, choiceOf, isDecided, REJECT_REASONS, type Choice } from "./choice";
import styles from "./DecisionControls.module.css";
import { useDrafts } from "./draft";
import { EditPlate } from "./EditPlate";
import { ReasonButtons } from "./ReasonButtons";
import { useFreshInput } from "./use-fresh-input";
import { useKeys, type KeyMap } from "./use-keys";

type Props = {
  read: Read;
  /**
   * Whether a queue put the read before the person: then Enter confirms it, and keys act wherever the page is scrolled.
   * A page that somebody opened by Enter is no place for that, and its keys act on what is in view only.
   */
  inQueue?: boolean;
  /** The plate of a correction that did not get through: it is there to be mended. */
  proposed?: string | null;
  onDecide: (choice: Choice) => void;
  /** What is to be known before deciding. It stands below the buttons, which keep their place. */
  notice?: ReactNode;
  /** More buttons beside these, as wide as their place. */
  children?: ReactNode;
};

type Mode = "choosing" | "editing" | "rejecting";

const { review: t } = texts;

const numbered = (acts: readonly (() => void)[]): KeyMap =>
  Object.fromEntries(acts.map((act, i) => [String(i + 1), act]));

/** Scrolling ends between two pixels. */
const SLACK_PX = 1;

/** Whether all of it is in view; brings it there if not. */
function isInView(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  const seen = top >= -SLACK_PX && bottom <= innerHeight + SLACK_PX;
  if (!seen) element.scrollIntoView({ block: "nearest" });
  return seen;
}

/** All that a person can say of a read, by key, mouse or finger. Input that began before it was shown says nothing. */
export function DecisionControls({
  read,
  inQueue = false,
  proposed = null,
  onDecide,
  notice,
  children,
}: Props): ReactNode {
  const drafts = useDrafts();
  const draft = drafts.get(read.read_id) ?? proposed;
  const [mode, setMode] = useState<Mode>(draft === null ? "choosing" : "editing");
  const root = useRef<HTMLDivElement>(null);
  const isMeant = useFreshInput(read.read_id, mode);
  useLayoutEffect(() => {
    if (!inQueue && mode !== "choosing") root.current?.scrollIntoView({ block: "nearest" });
  }, [inQueue, mode]);

  const go = (next: Mode) => (): void => {
    if (isMeant()) setMode(next);
  };
  const decide = (choice: Choice): void => {
    if (!isMeant()) return;
    drafts.drop(read.read_id);
    setMode("choosing");
    onDecide(choice);
  };
  const leave = (): void => {
    if (!isMeant()) return;
    drafts.drop(read.read_id);
    setMode("choosing");
    root.current?.focus({ preventScroll: true });
  };
  const confirm = (): void => decide({ decision: "confirm" });
  const take = (plate: string): void => decide(choiceOf(read, plate));

  // What a person decided is not changed by a single key.
  const byKey = !isDecided(read);
  const keys: Record<Mode, KeyMap> = {
    choosing: {
      ...(byKey ? numbered(candidatePlates(read).map((plate) => () => take(plate))) : {}),
      enter: byKey && inQueue ? confirm : undefined,
      e: go("editing"),
      x: go("rejecting"),
    },
    editing: {},
    rejecting: {
      ...numbered(REJECT_REASONS.map((reason) => () => decide({ decision: "reject", reason }))),
      escape: leave,
    },
  };
  useKeys(keys[mode], () => inQueue || (root.current !== null && isInView(root.current)));

  return (
    <div ref={root} tabIndex={-1} className={styles.controls}>
      {mode === "editing" && (
        <>
          <EditPlate
            initial={draft ?? read.corrected_plate ?? read.plate}
            onChange={(typed) => drafts.keep(read.read_id, typed)}
            onSave={take}
            onLeave={leave}
          />
          {notice}
        </>
      )}
      {mode === "rejecting" && (
        <ReasonButtons
          onChoose={(reason) => decide({ decision: "reject", reason })}
          onLeave={leave}
          wasThird={children !== undefined}
        />
      )}
      {mode === "choosing" && (
        <>
          <Button variant="primary" fullWidth onClick={confirm}>
            {t.confirmPlate(read.plate)} {byKey && inQueue && <Key>Enter</Key>}
          </Button>
          <div className={styles.acts}>
            <Button fullWidth onClick={go("editing")}>
              {t.edit} <Key>E</Key>
            </Button>
            <Button fullWidth onClick={go("rejecting")}>
              {t.reject} <Key>X</Key>
            </Button>
            {children}
          </div>
          {notice}
          <CandidateButtons read={read} byKey={byKey} onChoose={take} />
        </>
      )}
    </div>
  );
}
