import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
import Toggle from "@cloudscape-design/components/toggle";
import { useState, type ReactNode } from "react";

import type { ListInput, ListKind, PlateList } from "@/client";
import { saveList } from "@/lib/api/lists";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { FormDialog } from "@/lib/ui/FormDialog";

import { useListChange } from "./use-list-change";

const { lists: t } = texts;

const KINDS = ["watch", "permit", "ignore"] as const satisfies readonly ListKind[];

const startOf = (list: PlateList | undefined): ListInput =>
  list === undefined
    ? { name: "", kind: "watch", tells_possible: false }
    : { name: list.name, kind: list.kind, tells_possible: list.tells_possible };

/** Makes a list, or changes one. */
export function ListDialog({ list, onClose }: { list?: PlateList; onClose: () => void }): ReactNode {
  const [draft, setDraft] = useState(() => startOf(list));
  // The version that the fields were filled from: who opens the dialog sees that one.
  const [seen] = useState(list);
  const [tried, setTried] = useState(false);
  const { mutate, error, isPending } = useListChange({ send: saveList, onDone: onClose });
  const lacksName = draft.name.trim() === "";
  const save = (): void => {
    setTried(true);
    if (!lacksName)
      mutate({ ...draft, ...(seen === undefined ? {} : { list_id: seen.list_id, version: seen.version }) });
  };
  return (
    <FormDialog
      title={list === undefined ? t.add : t.change(list.name)}
      action={t.save}
      busy={isPending}
      onSubmit={save}
      onClose={onClose}
    >
      {error !== null && <ErrorAlert error={error} />}
      <FormField label={t.name} errorText={tried && lacksName ? t.lacksName : undefined}>
        <Input
          value={draft.name}
          autoComplete={false}
          onChange={({ detail }) => setDraft({ ...draft, name: detail.value })}
        />
      </FormField>
      <FormField label={t.kind}>
        <RadioGroup
          value={draft.kind}
          items={KINDS.map((value) => ({ value, label: t.kinds[value], description: t.kindHelp[value] }))}
          onChange={({ detail }) => setDraft({ ...draft, kind: KINDS.find((id) => id === detail.value) ?? draft.kind })}
        />
      </FormField>
      <Toggle
        checked={draft.tells_possible ?? false}
        description={t.tellsPossibleHelp}
        onChange={({ detail }) => setDraft({ ...draft, tells_possible: detail.checked })}
      >
        {t.tellsPossible}
      </Toggle>
    </FormDialog>
  );
}
