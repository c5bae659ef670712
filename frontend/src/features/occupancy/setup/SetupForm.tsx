import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Toggle from "@cloudscape-design/components/toggle";
import type { ReactNode } from "react";

import type { Camera } from "@/client";
import { texts } from "@/lib/texts";

import { NEW_GATE, NEW_HOURS, NEW_RESET, type Draft, type Wrong } from "./draft";
import { DaysField, GateFields, HoursFields, NumberField, TimeField } from "./Fields";
import styles from "./Setup.module.css";

const { parkingSetup: t } = texts;

type Props = { draft: Draft; wrong: Wrong; onChange: (changes: Partial<Draft>) => void };

function Part({ title, help, children }: { title: string; help?: string; children: ReactNode }): ReactNode {
  return (
    <Container
      header={
        <Header variant="h2" description={help}>
          {title}
        </Header>
      }
    >
      <SpaceBetween size="l">{children}</SpaceBetween>
    </Container>
  );
}

/** A list with one of it changed. */
const replaced = <T,>(all: readonly T[], place: number, one: T): T[] => all.toSpliced(place, 1, one);

/** Whether parking is followed, and how much room there is. */
export function Room({ draft, wrong, onChange }: Props): ReactNode {
  return (
    <Part title={t.room}>
      <Toggle
        checked={draft.is_followed}
        description={t.followedHelp}
        onChange={({ detail }) => onChange({ is_followed: detail.checked })}
      >
        {t.followed}
      </Toggle>
      <NumberField
        label={t.spaces}
        help={t.spacesHelp}
        value={draft.spaces}
        problem={wrong.spaces}
        onChange={(spaces) => onChange({ spaces })}
      />
    </Part>
  );
}

/** How long vehicles may stay, and when that counts. */
export function Rules({ draft, wrong, onChange }: Props): ReactNode {
  const { hours } = draft;
  return (
    <Part title={t.rules} help={t.rulesHelp}>
      <NumberField
        label={t.free}
        help={t.freeHelp}
        value={draft.free_minutes}
        problem={wrong.free_minutes}
        onChange={(free_minutes) => onChange({ free_minutes })}
      />
      <NumberField
        label={t.longest}
        help={t.longestHelp}
        value={draft.longest_minutes}
        problem={wrong.longest_minutes}
        onChange={(longest_minutes) => onChange({ longest_minutes })}
      />
      <NumberField
        label={t.grace}
        help={t.graceHelp}
        value={draft.grace_minutes}
        problem={wrong.grace_minutes}
        onChange={(grace_minutes) => onChange({ grace_minutes })}
      />
      <FormField
        label={t.hours}
        description={hours.length === 0 ? t.hoursHelp : t.untilHelp}
        errorText={wrong.hours}
        stretch
      >
        <SpaceBetween size="m">
          {hours.map((one, i) => (
            <HoursFields
              // They have no names: what stands in a place is what is there.
              key={i}
              place={i + 1}
              hours={one}
              onChange={(changed) => onChange({ hours: replaced(hours, i, changed) })}
              onRemove={() => onChange({ hours: hours.toSpliced(i, 1) })}
            />
          ))}
          <Button formAction="none" iconName="add-plus" onClick={() => onChange({ hours: [...hours, NEW_HOURS] })}>
            {t.addHours}
          </Button>
        </SpaceBetween>
      </FormField>
    </Part>
  );
}

/** When visits end though no camera saw the vehicle leave. */
export function Following({ draft, wrong, onChange }: Props): ReactNode {
  return (
    <Part title={t.following}>
      <NumberField
        label={t.longestVisit}
        help={t.longestVisitHelp}
        value={draft.longest_visit_days}
        problem={wrong.longest_visit_days}
        onChange={(longest_visit_days) => onChange({ longest_visit_days })}
      />
      <NumberField
        label={t.absent}
        help={t.absentHelp}
        value={draft.absent_minutes}
        problem={wrong.absent_minutes}
        onChange={(absent_minutes) => onChange({ absent_minutes })}
      />
    </Part>
  );
}

/** When the count is set anew by itself. */
export function Reset({ draft: { reset }, wrong, onChange }: Props): ReactNode {
  return (
    <Part title={t.count}>
      <Toggle
        checked={reset !== null}
        description={t.resetHelp}
        onChange={({ detail }) => onChange({ reset: detail.checked ? NEW_RESET : null })}
      >
        {t.reset}
      </Toggle>
      {reset !== null && (
        <FormField errorText={wrong.reset} stretch>
          <div className={styles.part}>
            <div className={styles.row}>
              <TimeField label={t.resetAt} value={reset.at} onChange={(at) => onChange({ reset: { ...reset, at } })} />
              <NumberField
                label={t.resetCount}
                value={reset.count}
                problem={undefined}
                onChange={(count) => onChange({ reset: { ...reset, count } })}
              />
            </div>
            <DaysField
              label={t.resetDays}
              days={reset.days}
              onChange={(days) => onChange({ reset: { ...reset, days } })}
            />
          </div>
        </FormField>
      )}
    </Part>
  );
}

/** Lanes that several cameras look at. */
export function Gates({
  draft: { gates },
  wrong,
  onChange,
  cameras,
}: Props & { cameras: readonly Camera[] }): ReactNode {
  return (
    <Part title={t.gates} help={t.gatesHelp}>
      <FormField errorText={wrong.gates} stretch>
        <SpaceBetween size="m">
          {cameras.length === 0 && <p>{t.noCameras}</p>}
          {gates.map((gate, i) => (
            <GateFields
              // As with hours, their places name them.
              key={i}
              place={i + 1}
              gate={gate}
              cameras={cameras}
              onChange={(changed) => onChange({ gates: replaced(gates, i, changed) })}
              onRemove={() => onChange({ gates: gates.toSpliced(i, 1) })}
            />
          ))}
          {cameras.length > 0 && (
            <Button formAction="none" iconName="add-plus" onClick={() => onChange({ gates: [...gates, NEW_GATE] })}>
              {t.addGate}
            </Button>
          )}
        </SpaceBetween>
      </FormField>
    </Part>
  );
}
