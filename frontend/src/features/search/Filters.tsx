import Autosuggest from "@cloudscape-design/components/autosuggest";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useId, useState, type ReactNode } from "react";

import { colourText, timeZone } from "@/lib/format";
import { once } from "@/lib/once";
import { regions } from "@/lib/reads/regions";
import { createStore, useStore } from "@/lib/store";
import { texts } from "@/lib/texts";
import { NativeInput } from "@/lib/ui/NativeInput";

import styles from "./Filters.module.css";
import {
  cleared,
  EVERYTHING,
  GROUNDS,
  isNarrowed,
  matchFor,
  MATCHES,
  PRESETS,
  rangeOf,
  STATUSES,
  VEHICLE_COLOURS,
  withoutPlate,
  type View,
} from "./view";

const { reads: t } = texts;

/** Fields that the API may refuse, by its names. */
export type FieldName = keyof typeof t.wrong;
export type FieldErrors = Readonly<Partial<Record<FieldName, string>>>;

type FieldProps<K extends keyof View> = {
  value: View[K];
  error?: string | undefined;
  onChange: (value: View[K]) => void;
};
type TextName = "plate" | "uploader";

function TextField({ name, value, error, onChange }: FieldProps<TextName> & { name: TextName }): ReactNode {
  return (
    <FormField label={t.fields[name]} constraintText={t.hints[name]} errorText={error}>
      <Input
        value={value}
        type={name === "plate" ? "search" : "text"}
        clearAriaLabel={t.clearField}
        autoComplete={false}
        spellcheck={false}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
}

const ANY = "any";

function ChoiceField<T extends string>({
  label,
  value,
  options,
  word,
  any,
  onChange,
}: {
  label: string;
  value: T | null;
  options: readonly T[];
  word: (option: T) => string;
  any?: string;
  onChange: (value: T | null) => void;
}): ReactNode {
  const all = [
    ...(any === undefined ? [] : [{ value: ANY, label: any }]),
    ...options.map((option) => ({ value: option, label: word(option) })),
  ];
  return (
    <FormField label={label}>
      <Select
        options={all}
        selectedOption={all.find((option) => option.value === (value ?? ANY)) ?? null}
        onChange={({ detail }) => onChange(options.find((option) => option === detail.selectedOption.value) ?? null)}
      />
    </FormField>
  );
}

const regionOptions = once((): readonly SelectProps.Option[] =>
  regions().map(({ code, name }) => ({ value: code, label: name, labelTag: code })),
);

/** One of the regions that plates are told from; what else stood in an address is shown as it is, to be changed. */
function RegionField({ value, error, onChange }: FieldProps<"region">): ReactNode {
  const any = { value: ANY, label: t.anyRegion };
  const known = regionOptions().find((option) => option.value === value);
  return (
    <FormField label={t.fields.region} errorText={error}>
      <Select
        options={[any, ...regionOptions()]}
        selectedOption={value === "" ? any : (known ?? { value, label: value })}
        filteringType="auto"
        filteringPlaceholder={t.findRegion}
        filteringAriaLabel={t.findRegion}
        filteringClearAriaLabel={t.clearField}
        noMatch={t.noRegion}
        onChange={({ detail }) => onChange(detail.selectedOption === any ? "" : (detail.selectedOption.value ?? ""))}
      />
    </FormField>
  );
}

/** A camera; it has a name where the registry knows it. */
export type CameraChoice = { id: string; name?: string };

/** A camera: those that are known are offered by name, and the id of any other can be typed. */
function CameraField({
  value,
  error,
  cameras,
  onChange,
}: FieldProps<"cameraId"> & { cameras: readonly CameraChoice[] }): ReactNode {
  const chosen = cameras.find(({ id }) => id === value)?.name;
  return (
    <FormField label={t.fields.cameraId} constraintText={chosen ?? t.hints.cameraId} errorText={error}>
      <Autosuggest
        value={value}
        options={cameras.map(({ id, name }) => (name === undefined ? { value: id } : { value: id, label: name }))}
        enteredTextLabel={t.otherCamera}
        clearAriaLabel={t.clearField}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
}

const toPercent = (ratio: number | null): string => (ratio === null ? "" : String(Math.round(ratio * 100)));

function PercentField({ label, value, error, onChange }: FieldProps<"least"> & { label: string }): ReactNode {
  return (
    <FormField label={label} errorText={error}>
      <Input
        type="number"
        inputMode="numeric"
        value={toPercent(value)}
        onChange={({ detail }) => {
          const percent = Number(detail.value);
          onChange(detail.value === "" ? null : Math.min(Math.max(percent, 0), 100) / 100);
        }}
      />
    </FormField>
  );
}

/** A time as a field of the browser has it: without a zone, in the person's own. */
function toLocal(time: string | null): string {
  if (time === null) return "";
  const date = new Date(time);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function TimeField({ label, value, error, onChange }: FieldProps<"from"> & { label: string }): ReactNode {
  const id = useId();
  return (
    <FormField label={label} constraintText={timeZone} errorText={error} controlId={id}>
      <NativeInput
        id={id}
        type="datetime-local"
        value={toLocal(value)}
        onChange={({ target }) => onChange(target.value === "" ? null : new Date(target.value).toISOString())}
      />
    </FormField>
  );
}

function Presets({ onChoose }: { onChoose: (range: Pick<View, "from" | "to">) => void }): ReactNode {
  return (
    <div className={styles.actions} role="group" aria-label={t.presetsLabel}>
      {PRESETS.map((preset) => (
        <Button
          key={preset}
          variant="inline-link"
          formAction="none"
          onClick={() => onChoose(rangeOf(preset, new Date()))}
        >
          {t.presets[preset]}
        </Button>
      ))}
    </div>
  );
}

/** Whether the further filters are shown, as they were left in this tab; until then, where one of them is set. */
const areMoreShown = createStore<boolean | null>(null);

type Props = {
  view: View;
  errors: FieldErrors;
  /** To choose from. */
  cameras: readonly CameraChoice[];
  actions: ReactNode;
  onSearch: (view: View) => void;
};

/** What to look for. It takes effect on searching, not while one is still typing. */
export function Filters({ view, errors, cameras, actions, onSearch }: Props): ReactNode {
  const [asked, setAsked] = useState(view);
  const moreShown = useStore(areMoreShown) ?? isNarrowed(view);
  const change = (changes: Partial<View>): void => setAsked({ ...asked, ...changes });
  return (
    <Container>
      <form
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          onSearch({ ...asked, plate: asked.plate.trim() });
        }}
      >
        <SpaceBetween size="m">
          <div className={styles.plate}>
            <TextField
              name="plate"
              value={asked.plate}
              error={errors.plate}
              onChange={(plate) => change({ plate, match: matchFor(plate, asked.match) })}
            />
            <ChoiceField
              label={t.fields.match}
              value={asked.match}
              options={MATCHES}
              word={(match) => t.matches[match]}
              onChange={(match) => change({ match: match ?? EVERYTHING.match })}
            />
          </div>
          <ExpandableSection
            headerText={t.moreFilters}
            expanded={moreShown}
            onChange={({ detail }) => areMoreShown.set(detail.expanded)}
          >
            <SpaceBetween size="m">
              <Presets onChoose={change} />
              <div className={styles.fields}>
                <TimeField
                  label={t.fields.from}
                  value={asked.from}
                  error={errors.from}
                  onChange={(from) => change({ from })}
                />
                <TimeField label={t.fields.to} value={asked.to} error={errors.to} onChange={(to) => change({ to })} />
                <ChoiceField
                  label={t.fields.status}
                  value={asked.status}
                  options={STATUSES}
                  word={(status) => texts.photo.readStatuses[status]}
                  any={t.anyStatus}
                  onChange={(status) => change({ status })}
                />
                <RegionField value={asked.region} error={errors.region} onChange={(region) => change({ region })} />
                <PercentField
                  label={t.fields.least}
                  value={asked.least}
                  error={errors.least_confidence}
                  onChange={(least) => change({ least })}
                />
                <PercentField
                  label={t.fields.most}
                  value={asked.most}
                  error={errors.most_confidence}
                  onChange={(most) => change({ most })}
                />
                <CameraField
                  value={asked.cameraId}
                  error={errors.camera_id}
                  cameras={cameras}
                  onChange={(cameraId) => change({ cameraId })}
                />
                <TextField
                  name="uploader"
                  value={asked.uploader}
                  error={errors.uploader}
                  onChange={(uploader) => change({ uploader: uploader.trim() })}
                />
                <ChoiceField
                  label={t.fields.vehicleColour}
                  value={asked.vehicleColour}
                  options={VEHICLE_COLOURS}
                  word={colourText}
                  any={t.anyColour}
                  onChange={(vehicleColour) => change({ vehicleColour })}
                />
                <ChoiceField
                  label={t.fields.plateGround}
                  value={asked.plateGround}
                  options={GROUNDS}
                  word={colourText}
                  any={t.anyColour}
                  onChange={(plateGround) => change({ plateGround })}
                />
              </div>
            </SpaceBetween>
          </ExpandableSection>
          <div className={styles.actions}>
            <Button variant="primary" formAction="submit">
              {t.search}
            </Button>
            <Button formAction="none" onClick={() => onSearch(withoutPlate(asked))}>
              {t.clear}
            </Button>
            {isNarrowed(asked) && (
              <Button formAction="none" variant="link" onClick={() => onSearch(cleared(asked))}>
                {t.clearFilters}
              </Button>
            )}
            <span className={styles.space} />
            {actions}
          </div>
        </SpaceBetween>
      </form>
    </Container>
  );
}
