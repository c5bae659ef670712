import AttributeEditor from "@cloudscape-design/components/attribute-editor";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import type { ReactNode } from "react";

import { texts } from "@/lib/texts";

import { EMPTY_PART, SIDES, type Part } from "./draft";

const { form: t } = texts.cameras;

const MOST_PARTS = 8;

type Props = {
  label: string;
  help: string;
  value: readonly Part[];
  error: string | undefined;
  onChange: (parts: readonly Part[]) => void;
};

/** Parts of the picture, in percent. */
export function Parts({ label, help, value, error, onChange }: Props): ReactNode {
  return (
    <FormField stretch label={label} description={help} errorText={error}>
      <AttributeEditor
        items={value}
        empty={t.noParts}
        addButtonText={t.addPart}
        removeButtonText={t.removeRow}
        removeButtonAriaLabel={(part) => t.removePart(value.indexOf(part) + 1)}
        disableAddButton={value.length >= MOST_PARTS}
        onAddButtonClick={() => onChange([...value, EMPTY_PART])}
        onRemoveButtonClick={({ detail }) => onChange(value.filter((_, i) => i !== detail.itemIndex))}
        definition={SIDES.map((side) => ({
          label: t[side],
          control: (part: Part, i: number) => (
            <Input
              type="number"
              inputMode="decimal"
              step="any"
              ariaLabel={t.inRow(label, i + 1, t[side])}
              value={part[side]}
              onChange={({ detail }) =>
                onChange(value.map((one, place) => (place === i ? { ...one, [side]: detail.value } : one)))
              }
            />
          ),
        }))}
      />
    </FormField>
  );
}
