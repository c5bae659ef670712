import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import { useState, type ReactNode } from "react";

import type { AuditAction } from "@/client";
import { texts } from "@/lib/texts";
import { DayField } from "@/lib/ui/DayField";

import styles from "./AuditPage.module.css";
import { endsBefore, isFiltered, type View } from "./view";

const { audit: t } = texts;

const ANY = "any";
const ACTIONS = (Object.keys(t.actions) as AuditAction[])
  .map((value) => ({ value, label: t.actions[value] }))
  .sort((one, other) => one.label.localeCompare(other.label));
const OPTIONS = [{ value: ANY, label: t.anyAct }, ...ACTIONS];

type Props = { view: View; problem: string | undefined; onChoose: (view: View) => void };

/** Days, a person and an action to look for; all at once when somebody says so. */
export function Filter({ view, problem, onChoose }: Props): ReactNode {
  const [draft, setDraft] = useState(view);
  const change = (changes: Partial<View>): void => setDraft({ ...draft, ...changes });
  const wrongDays = endsBefore(draft) ? t.endsBefore : undefined;
  const choose = (): void => {
    if (wrongDays === undefined) onChoose({ ...draft, month: view.month, by: draft.by.trim() });
  };
  return (
    <form
      className={styles.filter}
      aria-label={t.filters}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        choose();
      }}
    >
      <DayField label={t.from} value={draft.from} onChange={(from) => change({ from })} />
      <DayField label={t.to} value={draft.to} problem={wrongDays} onChange={(to) => change({ to })} />
      <FormField label={t.person} constraintText={t.personHint} errorText={problem}>
        <Input
          value={draft.by}
          autoComplete={false}
          spellcheck={false}
          onChange={({ detail }) => change({ by: detail.value })}
        />
      </FormField>
      <FormField label={t.act}>
        <Select
          options={OPTIONS}
          filteringType="auto"
          expandToViewport
          selectedOption={OPTIONS.find(({ value }) => value === (draft.action ?? ANY)) ?? null}
          onChange={({ detail: { selectedOption } }) =>
            change({ action: ACTIONS.find(({ value }) => value === selectedOption.value)?.value ?? null })
          }
        />
      </FormField>
      <div className={styles.buttons}>
        <Button formAction="submit">{t.find}</Button>
        {isFiltered(view) && (
          <Button
            formAction="none"
            onClick={() => {
              const nothing = { ...view, from: null, to: null, action: null, by: "" };
              setDraft(nothing);
              onChoose(nothing);
            }}
          >
            {t.clear}
          </Button>
        )}
      </div>
    </form>
  );
}
