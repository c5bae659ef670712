import FormField from "@cloudscape-design/components/form-field";
import Select from "@cloudscape-design/components/select";
import type { ReactNode } from "react";

import { once } from "@/lib/once";
import { texts } from "@/lib/texts";

const { site: t } = texts.cameras;

const allZones = once(() => ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")]);
const OF_SITE = "";

type Props = {
  label: string;
  help?: string;
  /** Null for the site's. */
  value: string | null;
  error: string | undefined;
  /** How the choice of the site's is called, where there is one. */
  ofSite?: string;
  onChange: (zone: string | null) => void;
};

/** A time zone by its name; one that this browser does not know is shown as it is. */
export function ZoneField({ label, help, value, error, ofSite, onChange }: Props): ReactNode {
  const all = allZones();
  const zones = value === null || all.includes(value) ? all : [value, ...all];
  const options = [
    ...(ofSite === undefined ? [] : [{ value: OF_SITE, label: ofSite }]),
    ...zones.map((zone) => ({ value: zone, label: zone })),
  ];
  return (
    <FormField label={label} description={help} errorText={error}>
      <Select
        options={options}
        selectedOption={options.find((option) => option.value === (value ?? OF_SITE)) ?? null}
        filteringType="auto"
        filteringPlaceholder={t.findZone}
        filteringAriaLabel={t.findZone}
        noMatch={t.noZone}
        virtualScroll
        onChange={({ detail }) =>
          onChange(detail.selectedOption.value === OF_SITE ? null : (detail.selectedOption.value ?? value))
        }
      />
    </FormField>
  );
}
