import AttributeEditor from "@cloudscape-design/components/attribute-editor";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import type { ReactNode } from "react";

import { texts } from "@/lib/texts";

import { MOVEMENTS, type Word } from "./draft";

const { form: t, movements } = texts.cameras;

const MOST_WORDS = 16;
const OPTIONS = MOVEMENTS.map((value) => ({ value, label: movements[value] }));

type Props = { value: readonly Word[]; error: string | undefined; onChange: (words: readonly Word[]) => void };

/** What the device's words for directions mean where it stands. */
export function Directions({ value, error, onChange }: Props): ReactNode {
  const change = (place: number, changes: Partial<Word>): void =>
    onChange(value.map((word, i) => (i === place ? { ...word, ...changes } : word)));
  return (
    <FormField stretch label={t.directions} description={t.directionsHelp} errorText={error}>
      <AttributeEditor
        items={value}
        empty={t.noDirections}
        addButtonText={t.addWord}
        removeButtonText={t.removeRow}
        removeButtonAriaLabel={({ word }) => t.removeWord(word)}
        disableAddButton={value.length >= MOST_WORDS}
        onAddButtonClick={() => onChange([...value, { word: "", meaning: "entering" }])}
        onRemoveButtonClick={({ detail }) => onChange(value.filter((_, i) => i !== detail.itemIndex))}
        definition={[
          {
            label: t.word,
            control: ({ word }: Word, i) => (
              <Input
                ariaLabel={t.inRow(t.directions, i + 1, t.word)}
                value={word}
                autoComplete={false}
                spellcheck={false}
                onChange={({ detail }) => change(i, { word: detail.value })}
              />
            ),
          },
          {
            label: t.meaning,
            control: ({ meaning }: Word, i) => (
              <Select
                ariaLabel={t.inRow(t.directions, i + 1, t.meaning)}
                options={OPTIONS}
                selectedOption={OPTIONS.find((option) => option.value === meaning) ?? null}
                onChange={({ detail }) =>
                  change(i, { meaning: MOVEMENTS.find((one) => one === detail.selectedOption.value) ?? meaning })
                }
              />
            ),
          },
        ]}
      />
    </FormField>
  );
}
