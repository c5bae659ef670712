import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input, { type InputProps } from "@cloudscape-design/components/input";
import { useEffect, useRef, useState, type ReactNode } from "react";

import { texts } from "@/lib/texts";
import { Key } from "@/lib/ui/Key";

import { spelt } from "./choice";
import styles from "./DecisionControls.module.css";

const { review: t } = texts;

type Props = {
  initial: string;
  /** Told of each change, that it may be kept. */
  onChange: (plate: string) => void;
  onSave: (plate: string) => void;
  onLeave: () => void;
};

/** The plate to be typed: Enter saves, Escape leaves. */
export function EditPlate({ initial, onChange, onSave, onLeave }: Props): ReactNode {
  const [plate, setPlate] = useState(initial);
  const [tried, setTried] = useState(false);
  const field = useRef<InputProps.Ref>(null);
  useEffect(() => field.current?.focus(), []);
  const empty = spelt(plate) === "";
  return (
    <form
      className={styles.controls}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!empty) onSave(plate);
      }}
    >
      <FormField label={t.editLabel} constraintText={t.editHint} errorText={tried && empty ? t.editEmpty : undefined}>
        <Input
          ref={field}
          value={plate}
          autoComplete={false}
          spellcheck={false}
          onChange={({ detail }) => {
            const typed = detail.value.toUpperCase();
            setPlate(typed);
            onChange(typed);
          }}
          onKeyDown={({ detail }) => {
            if (detail.key === "Escape") onLeave();
          }}
        />
      </FormField>
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
