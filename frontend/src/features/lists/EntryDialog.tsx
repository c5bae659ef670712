import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Multiselect from "@cloudscape-design/components/multiselect";
import RadioGroup from "@cloudscape-design/components/radio-group";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { useId, useState, type ReactNode } from "react";

import type { ListEntry, PlateList, Tolerance } from "@/client";
import { saveEntry } from "@/lib/api/lists";
import { sitesQuery } from "@/lib/api/sites";
import { refusedFields } from "@/lib/errors";
import { once } from "@/lib/once";
import { regions } from "@/lib/reads/regions";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { FormDialog } from "@/lib/ui/FormDialog";
import { NativeInput } from "@/lib/ui/NativeInput";

import { draftOf, seenOf, setupOf, type Draft } from "./draft";
import { TryEntry } from "./TryEntry";
import { useListChange } from "./use-list-change";

const { entries: t } = texts;

const TOLERANCES = ["exact", "look_alike", "one_edit", "probable"] as const satisfies readonly Tolerance[];
const ANY = { value: "", label: t.anyRegion };
const regionOptions = once(() => [
  ANY,
  ...regions().map(({ code, name }) => ({ value: code, label: name, labelTag: code })),
]);

type Fields = {
  draft: Draft;
  wrong: Partial<Record<keyof typeof t.wrong, string>>;
  change: (changes: Partial<Draft>) => void;
};
type TextField = "plate" | "reason" | "hours" | "percent" | "holder" | "group" | "most";

function Text({
  fields: { draft, change },
  of,
  label,
  help,
  error,
}: {
  fields: Fields;
  of: TextField;
  label: string;
  help?: string;
  error: string | undefined;
}): ReactNode {
  return (
    <FormField label={label} description={help} errorText={error}>
      <Input value={draft[of]} autoComplete={false} onChange={({ detail }) => change({ [of]: detail.value })} />
    </FormField>
  );
}

function When({ fields, of, label }: { fields: Fields; of: "since" | "until"; label: string }): ReactNode {
  const id = useId();
  return (
    <FormField label={label} errorText={fields.wrong[of]} controlId={id}>
      <NativeInput
        id={id}
        type="datetime-local"
        value={fields.draft[of]}
        onChange={({ target }) => fields.change({ [of]: target.value })}
      />
    </FormField>
  );
}

function Where({ fields: { draft, wrong, change } }: { fields: Fields }): ReactNode {
  const { client } = useServices();
  const { data } = useQuery(sitesQuery(client));
  const options = (data?.sites ?? [])
    .filter(({ removed_at }) => removed_at === null)
    .map(({ site_id, name }) => ({ value: site_id, label: name }));
  return (
    <FormField label={t.sites} description={t.sitesHelp} errorText={wrong.site_ids}>
      <Multiselect
        options={options}
        selectedOptions={options.filter(({ value }) => draft.site_ids.includes(value))}
        placeholder={t.chooseSites}
        deselectAriaLabel={({ label }) => t.removeSite(label ?? "")}
        onChange={({ detail }) => change({ site_ids: detail.selectedOptions.flatMap(({ value }) => value ?? []) })}
      />
    </FormField>
  );
}

function HowNear({ fields }: { fields: Fields }): ReactNode {
  const { draft, wrong, change } = fields;
  return (
    <SpaceBetween size="l">
      <FormField label={t.tolerance}>
        <RadioGroup
          value={draft.tolerance}
          items={TOLERANCES.map((value) => ({
            value,
            label: t.tolerances[value],
            description: t.toleranceHelp[value],
          }))}
          onChange={({ detail }) =>
            change({ tolerance: TOLERANCES.find((one) => one === detail.value) ?? draft.tolerance })
          }
        />
      </FormField>
      {draft.tolerance === "probable" && (
        <Text fields={fields} of="percent" label={t.least} error={wrong.least_probability} />
      )}
    </SpaceBetween>
  );
}

function Permit({ fields }: { fields: Fields }): ReactNode {
  const { wrong } = fields;
  return (
    <SpaceBetween size="l">
      <Text fields={fields} of="holder" label={t.holder} help={t.holderHelp} error={wrong.holder} />
      <Text fields={fields} of="group" label={t.group} help={t.groupHelp} error={wrong.group} />
      <Text fields={fields} of="most" label={t.most} error={wrong.most_at_a_time} />
    </SpaceBetween>
  );
}

/** What a form can tell by itself, before anything is sent. */
const lackOf = ({ plate, percent, tolerance, most }: Draft): Fields["wrong"] => ({
  ...(plate.trim() === "" ? { plate: t.wrong.plate } : {}),
  ...(tolerance === "probable" && !(Number(percent) >= 2 && Number(percent) <= 100)
    ? { least_probability: t.wrong.least_probability }
    : {}),
  ...(most.trim() !== "" && !/^\s*\d{1,4}\s*$/.test(most) ? { most_at_a_time: t.wrong.most_at_a_time } : {}),
});

type Props = { list: PlateList; entry?: ListEntry; onClose: () => void };

/** Adds an entry, or changes one; before that it shows what it would have hit. */
export function EntryDialog({ list, entry, onClose }: Props): ReactNode {
  const [draft, setDraft] = useState(() => draftOf(entry));
  // The version that the fields were filled from: who opens the dialog sees that one.
  const [seen] = useState(entry);
  const [tried, setTried] = useState(false);
  const { mutate, error, isPending } = useListChange({ send: saveEntry, onDone: onClose });
  const lack = lackOf(draft);
  const wrong = { ...refusedFields(error, t.wrong), ...(tried ? lack : {}) };
  const fields: Fields = { draft, wrong, change: (changes) => setDraft({ ...draft, ...changes }) };
  const setup = { list_id: list.list_id, ...setupOf(draft, seen) };
  const isWhole = Object.keys(lack).length === 0;
  return (
    <FormDialog
      title={entry === undefined ? t.add : t.changeTitle(entry.plate)}
      action={texts.lists.save}
      busy={isPending}
      onSubmit={() => {
        setTried(true);
        if (isWhole) mutate({ ...setup, ...seenOf(seen) });
      }}
      onClose={onClose}
    >
      {error !== null && <ErrorAlert error={error} />}
      <Text fields={fields} of="plate" label={t.plate} help={t.plateHelp} error={wrong.plate} />
      <FormField label={t.region} errorText={wrong.region}>
        <Select
          options={regionOptions()}
          selectedOption={regionOptions().find(({ value }) => value === (draft.region ?? "")) ?? ANY}
          filteringType="auto"
          filteringAriaLabel={t.region}
          onChange={({ detail }) =>
            fields.change({ region: detail.selectedOption === ANY ? null : (detail.selectedOption.value ?? null) })
          }
        />
      </FormField>
      <Text fields={fields} of="reason" label={t.reason} error={wrong.reason} />
      <HowNear fields={fields} />
      <When fields={fields} of="since" label={t.from} />
      <When fields={fields} of="until" label={t.to} />
      <Where fields={fields} />
      <Text fields={fields} of="hours" label={t.hours} help={t.hoursHelp} error={wrong.hours} />
      {list.kind === "permit" && <Permit fields={fields} />}
      <TryEntry input={setup} disabled={!isWhole} />
    </FormDialog>
  );
}
