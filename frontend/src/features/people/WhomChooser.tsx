import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import { useState, type ReactNode } from "react";

import type { Group } from "@/client";
import type { Whom } from "@/lib/api/people";
import { texts } from "@/lib/texts";

import styles from "./WhomChooser.module.css";

const { people: t } = texts;

const EVERYBODY = "everybody";
const OPTIONS = [
  { value: EVERYBODY, label: t.everybody },
  ...(Object.keys(t.ofGroup) as Group[]).map((value) => ({ value, label: t.ofGroup[value] })),
];

/** A group, or how an address begins: one of both at a time. */
export function WhomChooser({ whom, onChoose }: { whom: Whom; onChoose: (whom: Whom) => void }): ReactNode {
  const [typed, setTyped] = useState("");
  const find = (): void => onChoose({ group: null, emailBegins: typed.trim() });
  const clear = (): void => {
    setTyped("");
    onChoose({ group: null, emailBegins: "" });
  };
  return (
    <div className={styles.bar}>
      <FormField label={t.show}>
        <Select
          options={OPTIONS}
          selectedOption={OPTIONS.find(({ value }) => value === (whom.group ?? EVERYBODY)) ?? null}
          onChange={({ detail }) => {
            setTyped("");
            const { value } = detail.selectedOption;
            onChoose({ group: value === EVERYBODY ? null : (value as Group), emailBegins: "" });
          }}
        />
      </FormField>
      <form
        className={styles.find}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          find();
        }}
      >
        <FormField label={t.search} description={t.searchHelp}>
          <Input
            value={typed}
            inputMode="email"
            autoComplete={false}
            spellcheck={false}
            onChange={({ detail }) => setTyped(detail.value)}
          />
        </FormField>
        <Button formAction="submit">{t.searchGo}</Button>
        {whom.emailBegins !== "" && (
          <Button formAction="none" onClick={clear}>
            {t.searchClear}
          </Button>
        )}
      </form>
    </div>
  );
}
