import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import { useId, type ReactNode } from "react";

import type { Camera, Side } from "@/client";
import { texts } from "@/lib/texts";
import { NativeInput } from "@/lib/ui/NativeInput";

import { EVERY_DAY, type GateDraft, type HoursDraft } from "./draft";
import styles from "./Setup.module.css";

const { parkingSetup: t, siteParking } = texts;

type NumberProps = {
  label: string;
  help?: string;
  value: string;
  problem: string | undefined;
  onChange: (text: string) => void;
};

/** A whole number, or nothing. */
export function NumberField({ label, help, value, problem, onChange }: NumberProps): ReactNode {
  return (
    <FormField label={label} description={help} errorText={problem}>
      <div className={styles.number}>
        <Input
          value={value}
          inputMode="numeric"
          autoComplete={false}
          onChange={({ detail }) => onChange(detail.value)}
        />
      </div>
    </FormField>
  );
}

type DaysProps = { label: string; days: readonly number[]; onChange: (days: number[]) => void };

/** Days of the week, each by itself. */
export function DaysField({ label, days, onChange }: DaysProps): ReactNode {
  const toggled = (day: number, isOn: boolean): number[] =>
    isOn ? [...days, day] : days.filter((other) => other !== day);
  return (
    <fieldset className={styles.days}>
      <legend>{label}</legend>
      {EVERY_DAY.map((day) => (
        <Checkbox
          key={day}
          checked={days.includes(day)}
          onChange={({ detail }) => onChange(toggled(day, detail.checked))}
        >
          {siteParking.days[day]}
        </Checkbox>
      ))}
    </fieldset>
  );
}

type TimeProps = { label: string; value: string; onChange: (clock: string) => void };

/** A time of the day. */
export function TimeField({ label, value, onChange }: TimeProps): ReactNode {
  const id = useId();
  return (
    <FormField label={label} controlId={id}>
      <NativeInput id={id} type="time" value={value} onChange={({ target }) => onChange(target.value)} />
    </FormField>
  );
}

type HoursProps = { place: number; hours: HoursDraft; onChange: (hours: HoursDraft) => void; onRemove: () => void };

/** One of the hours that count. */
export function HoursFields({ place, hours, onChange, onRemove }: HoursProps): ReactNode {
  return (
    <div role="group" aria-label={t.hoursOf(place)} className={styles.part}>
      <div className={styles.row}>
        <TimeField label={t.since} value={hours.since} onChange={(since) => onChange({ ...hours, since })} />
        <TimeField label={t.until} value={hours.until} onChange={(until) => onChange({ ...hours, until })} />
        <Button formAction="none" onClick={onRemove}>
          {t.removeHours(place)}
        </Button>
      </div>
      <DaysField label={t.daysOf(place)} days={hours.days} onChange={(days) => onChange({ ...hours, days })} />
    </div>
  );
}

const NONE = "none";
const SIDES = [NONE, "any", "front", "rear"] as const;
const SIDE_OPTIONS = SIDES.map((value) => ({ value, label: t.side[value] }));

/** A gate with one camera more, less, or another side of it. */
function withSide(gate: GateDraft, cameraId: string, side: string | undefined): GateDraft {
  const others = Object.entries(gate.cameras).filter(([id]) => id !== cameraId);
  const chosen = SIDES.find((one): one is Side | "any" => one === side && one !== NONE);
  return { ...gate, cameras: Object.fromEntries(chosen === undefined ? others : [...others, [cameraId, chosen]]) };
}

type GateProps = {
  place: number;
  gate: GateDraft;
  cameras: readonly Camera[];
  onChange: (gate: GateDraft) => void;
  onRemove: () => void;
};

/** A lane that several cameras look at. */
export function GateFields({ place, gate, cameras, onChange, onRemove }: GateProps): ReactNode {
  return (
    <div role="group" aria-label={t.gate(place)} className={styles.part}>
      <div className={styles.row}>
        <FormField label={t.gateName}>
          <Input
            value={gate.name}
            autoComplete={false}
            onChange={({ detail }) => onChange({ ...gate, name: detail.value })}
          />
        </FormField>
        <Button formAction="none" onClick={onRemove}>
          {t.removeGate(place)}
        </Button>
      </div>
      <div className={styles.row}>
        {cameras.map(({ camera_id, name }) => (
          <FormField key={camera_id} label={t.gateCamera(name)}>
            <Select
              options={SIDE_OPTIONS}
              selectedOption={SIDE_OPTIONS.find(({ value }) => value === (gate.cameras[camera_id] ?? NONE)) ?? null}
              onChange={({ detail }) => onChange(withSide(gate, camera_id, detail.selectedOption.value))}
            />
          </FormField>
        ))}
      </div>
    </div>
  );
}
