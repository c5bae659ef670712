import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input, { type InputProps } from "@cloudscape-design/components/input";
import { useEffect, useRef, useState, type ReactNode } from "react";

import { texts } from "@/lib/texts";
import { Key } from "@/lib/ui/Key";

import styles from "./DecisionControls.module.css";
import { LONGEST_PLATE, spell, type Spelling } from "./spelling";

const { review: t } = texts;

type Props = {
  initial: string;
  /** Why what was saved last was not taken; it stands here until something else is typed. */
  refusal?: string | null;
  /** Told of each change, that it may be kept. */
  onChange: (typed: string) => void;
  /** Given the plate as it will be stored. */
  onSave: (plate: string) => void;
  onLeave: () => void;
};

/** Why a plate cannot be stored; null when it can. Nobody is told that a field is empty while still typing. */
function problemOf({ plate, strange }: Spelling, tried: boolean): string | null {
  if (strange.length > 0) return t.editStrange(strange);
  if (plate.length > LONGEST_PLATE) return t.editTooLong(LONGEST_PLATE);
  return plate === "" && tried ? t.editEmpty : null;
}

/** The plate to be typed: Enter saves, Escape leaves. What will be stored is shown where it is not what was typed. */
export function EditPlate({ initial, refusal = null, onChange, onSave, onLeave }: Props): ReactNode {
  const [typed, setTyped] = useState(initial);
  const [tried, setTried] = useState(refusal !== null);
  const field = useRef<InputProps.Ref>(null);
  useEffect(() => field.current?.focus(), []);
  const spelling = spell(typed);
  const problem = problemOf(spelling, tried) ?? (tried ? refusal : null);
  const storedAs = problem === null && spelling.plate !== typed && spelling.plate !== "" ? spelling.plate : null;
  return (
    <form
      className={styles.controls}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (problemOf(spelling, true) === null) onSave(spelling.plate);
      }}
    >
      <FormField label={t.editLabel} constraintText={t.editHint} errorText={problem}>
        <Input
          ref={field}
          value={typed}
          autoComplete={false}
          spellcheck={false}
          onChange={({ detail }) => {
            const upper = detail.value.toUpperCase();
            setTyped(upper);
            setTried(false);
            onChange(upper);
          }}
          onKeyDown={({ detail }) => {
            if (detail.key === "Escape") onLeave();
          }}
        />
      </FormField>
      <p role="status" className={styles.stored}>
        {storedAs !== null && t.editStoredAs(storedAs)}
      </p>
      <div className={styles.row}>
        <Button variant="primary" formAction="submit">
          {t.save} <Key>Enter</Key>
        </Button>
        <Button formAction="none" onClick={onLeave}>
          {t.cancel} <Key>Esc</Key>
        </Button>
      </div>
    </form>
  );
}
