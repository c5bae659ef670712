import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import { useId, useState, type ReactNode } from "react";

import { texts } from "@/lib/texts";
import { NativeInput } from "@/lib/ui/NativeInput";

import styles from "./Insights.module.css";
import { daysOf, PRESETS, type Range } from "./range";

const { insights: t } = texts;

type DayProps = { label: string; value: string; problem?: string | undefined; onChange: (value: string) => void };

function DayField({ label, value, problem, onChange }: DayProps): ReactNode {
  const id = useId();
  return (
    <FormField label={label} controlId={id} errorText={problem}>
      <NativeInput
        id={id}
        type="date"
        required
        aria-invalid={problem !== undefined}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </FormField>
  );
}

type Props = {
  range: Range;
  now: Date;
  /** What is wrong with the range, to be said at its end. */
  problem: string | undefined;
  onChoose: (range: Range) => void;
};

/** Which days: some up to today, or any others. */
export function RangeChooser({ range, now, problem, onChoose }: Props): ReactNode {
  const [days, setDays] = useState(daysOf(range, now));
  return (
    <div className={styles.range}>
      <SegmentedControl
        label={t.range}
        selectedId={"days" in range ? String(range.days) : null}
        options={PRESETS.map((preset) => ({ id: String(preset), text: t.presets[preset] }))}
        onChange={({ detail }) => {
          const chosen = PRESETS.find((preset) => String(preset) === detail.selectedId);
          if (chosen !== undefined) onChoose({ days: chosen });
        }}
      />
      <form
        className={styles.days}
        onSubmit={(event) => {
          event.preventDefault();
          onChoose(days);
        }}
      >
        <DayField label={t.from} value={days.from} onChange={(from) => setDays({ ...days, from })} />
        <DayField label={t.to} value={days.to} problem={problem} onChange={(to) => setDays({ ...days, to })} />
        <Button formAction="submit">{t.show}</Button>
      </form>
    </div>
  );
}
