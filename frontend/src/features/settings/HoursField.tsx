import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import type { ReactNode } from "react";

import { texts } from "@/lib/texts";

import styles from "./HoursField.module.css";

const { settings: t } = texts;

const HOURS = { hours: 1, days: 24 } as const;

type Unit = keyof typeof HOURS;

/** A time as it is typed: empty for none of its own. */
export type Span = { text: string; unit: Unit };

const UNITS = Object.keys(HOURS) as Unit[];
const options = UNITS.map((value) => ({ value, label: t.units[value] }));

/** How so many hours are shown: in days where they are whole ones. */
export function spanOf(hours: number | null): Span {
  if (hours === null) return { text: "", unit: "days" };
  return hours % HOURS.days === 0
    ? { text: String(hours / HOURS.days), unit: "days" }
    : { text: String(hours), unit: "hours" };
}

/** How many hours were typed; null for none of its own, undefined for what cannot be kept. */
export function hoursOf({ text, unit }: Span, limitDays: number): number | null | undefined {
  if (text.trim() === "") return null;
  const hours = /^\d+$/.test(text) ? Number(text) * HOURS[unit] : 0;
  return hours >= 1 && hours <= limitDays * HOURS.days ? hours : undefined;
}

type Props = {
  label: string;
  span: Span;
  limitDays: number;
  tried: boolean;
  problem?: string | undefined;
  onChange: (span: Span) => void;
};

/** How long some photos are kept, in hours or days. */
export function HoursField({ label, span, limitDays, tried, problem, onChange }: Props): ReactNode {
  const wrong = tried && hoursOf(span, limitDays) === undefined ? t.apartWrong(limitDays) : undefined;
  return (
    <FormField label={label} description={t.apartHelp} errorText={wrong ?? problem}>
      <div className={styles.span}>
        <Input
          inputMode="numeric"
          value={span.text}
          onChange={({ detail }) => onChange({ ...span, text: detail.value })}
        />
        <Select
          ariaLabel={`${label}: ${t.unit}`}
          options={options}
          selectedOption={options.find(({ value }) => value === span.unit) ?? null}
          onChange={({ detail }) =>
            onChange({ ...span, unit: UNITS.find((unit) => unit === detail.selectedOption.value) ?? span.unit })
          }
        />
      </div>
    </FormField>
  );
}
