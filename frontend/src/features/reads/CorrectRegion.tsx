import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";

import type { Read } from "@/client";
import { readQueryKey, reviewRead } from "@/lib/api/reads";
import { UNKNOWN_REGION } from "@/lib/format";
import { once } from "@/lib/once";
import { regions } from "@/lib/reads/regions";
import { currentPlate } from "@/lib/review/choice";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { useSingleMutation } from "@/lib/use-single-mutation";

const { read: t } = texts;

const options = once((): SelectProps.Option[] => [
  { value: UNKNOWN_REGION, label: t.regionUnknown },
  ...regions().map(({ code, name }) => ({ value: code, label: name })),
]);

function Form({ read, onDone }: { read: Read; onDone: () => void }): ReactNode {
  const { client } = useServices();
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<SelectProps.Option | null>(null);
  const { mutate, error, isPending } = useSingleMutation({
    mutationFn: (region: string) =>
      reviewRead(client, read.read_id, {
        decision: "correct",
        plate: currentPlate(read),
        region,
        version: read.version,
      }),
    onSuccess: (after) => {
      queries.setQueryData(readQueryKey(read.read_id), after);
      onDone();
    },
  });
  return (
    <SpaceBetween size="xs">
      <FormField label={t.whoseRegion} description={t.regionConfirms(currentPlate(read))}>
        <Select
          selectedOption={chosen}
          options={options()}
          placeholder={t.chooseRegion}
          filteringType="auto"
          filteringPlaceholder={t.findRegion}
          onChange={({ detail }) => setChosen(detail.selectedOption)}
        />
      </FormField>
      {error !== null && <ErrorAlert error={error} />}
      <SpaceBetween direction="horizontal" size="xs">
        <Button
          variant="primary"
          disabled={chosen === null}
          loading={isPending}
          onClick={() => chosen?.value !== undefined && mutate(chosen.value)}
        >
          {texts.review.save}
        </Button>
        <Button onClick={onDone}>{texts.review.cancel}</Button>
      </SpaceBetween>
    </SpaceBetween>
  );
}

/** The way to say whose plate it is, where the machine guessed wrong: a decision like others, with an undo. */
export function CorrectRegion({ read }: { read: Read }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  if (read.status === "rejected") return null;
  if (isOpen) return <Form key={read.version} read={read} onDone={() => setOpen(false)} />;
  return (
    <Button variant="inline-link" onClick={() => setOpen(true)}>
      {t.correctRegion}
    </Button>
  );
}
