import FormField from "@cloudscape-design/components/form-field";
import Multiselect from "@cloudscape-design/components/multiselect";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Toggle from "@cloudscape-design/components/toggle";
import type { ReactNode } from "react";

import { regionText } from "@/lib/format";
import { once } from "@/lib/once";
import { regions } from "@/lib/reads/regions";
import { texts } from "@/lib/texts";

const { form: t } = texts.cameras;

/** Any European country. */
const EUROPE = "eu";

const options = once(() =>
  [{ code: EUROPE, name: regionText(EUROPE) }, ...regions()].map(({ code, name }) => ({
    value: code,
    label: name,
    labelTag: code,
  })),
);

type Props = {
  value: readonly string[] | null;
  error: string | undefined;
  onChange: (regions: readonly string[] | null) => void;
};

/** Whose plates are expected: as the settings say, or by choice. */
export function Regions({ value, error, onChange }: Props): ReactNode {
  return (
    <SpaceBetween size="s">
      <Toggle checked={value === null} onChange={({ detail }) => onChange(detail.checked ? null : [])}>
        {t.regionsAsSet}
      </Toggle>
      {value !== null && (
        <FormField label={t.regions} description={t.regionsHelp} errorText={error}>
          <Multiselect
            options={options()}
            selectedOptions={options().filter((option) => value.includes(option.value))}
            placeholder={t.regionsChoose}
            filteringType="auto"
            filteringAriaLabel={t.regionsFilter}
            filteringPlaceholder={t.regionsFilter}
            noMatch={t.regionsNoMatch}
            deselectAriaLabel={({ label }) => t.removeRegion(label ?? "")}
            onChange={({ detail }) => onChange(detail.selectedOptions.flatMap((option) => option.value ?? []))}
          />
        </FormField>
      )}
    </SpaceBetween>
  );
}
