import FormField from "@cloudscape-design/components/form-field";
import { useId, type ReactNode } from "react";

import { NativeInput } from "./NativeInput";

type Props = {
  label: string;
  value: string | null;
  problem?: string | undefined;
  onChange: (day: string | null) => void;
};

/** A day, or none. */
export function DayField({ label, value, problem, onChange }: Props): ReactNode {
  const id = useId();
  return (
    <FormField label={label} controlId={id} errorText={problem}>
      <NativeInput
        id={id}
        type="date"
        aria-invalid={problem !== undefined}
        value={value ?? ""}
        onChange={({ target }) => onChange(target.value === "" ? null : target.value)}
      />
    </FormField>
  );
}
