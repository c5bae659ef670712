import Box from "@cloudscape-design/components/box";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";

import type { Occupancy } from "@/client";
import { nowQuery, occupancyQuery, setCount } from "@/lib/api/parking";
import { refusedFields } from "@/lib/errors";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { FormDialog } from "@/lib/ui/FormDialog";
import { useSingleMutation } from "@/lib/use-single-mutation";

const { occupancy: t } = texts;

const [MOST, LONGEST_WHY] = [100_000, 200];

type Draft = { count: string; why: string };

const wrongIn = ({ count, why }: Draft) => ({
  ...(/^\d+$/.test(count.trim()) && Number(count) <= MOST ? {} : { count: t.countWrong }),
  ...(why.trim() !== "" && why.trim().length <= LONGEST_WHY ? {} : { why: t.whyWrong }),
});

function useSetting({ site_id }: Occupancy, onDone: () => void) {
  const { client } = useServices();
  const queries = useQueryClient();
  return useSingleMutation({
    mutationFn: ({ count, why }: Draft) => setCount(client, { site_id, count: Number(count), why: why.trim() }),
    onSuccess: (after) => {
      queries.setQueryData(occupancyQuery(client, site_id).queryKey, after);
      void queries.invalidateQueries({ queryKey: nowQuery(client).queryKey });
      onDone();
    },
  });
}

type Props = { occupancy: Occupancy; onDone: () => void; onClose: () => void };

/** Asks how many vehicles are there, and why somebody says so. */
export function CountDialog({ occupancy, onDone, onClose }: Props): ReactNode {
  const [draft, setDraft] = useState<Draft>({ count: "", why: "" });
  const [tried, setTried] = useState(false);
  const { mutate, error, isPending } = useSetting(occupancy, onDone);
  const refused = refusedFields(error, { count: t.countWrong, why: t.whyWrong });
  const wrong: { count?: string; why?: string } = { ...refused, ...(tried ? wrongIn(draft) : {}) };
  const save = (): void => {
    setTried(true);
    if (Object.keys(wrongIn(draft)).length === 0) mutate(draft);
  };
  return (
    <FormDialog
      title={t.setTitle(occupancy.site_name)}
      action={t.set}
      busy={isPending}
      onSubmit={save}
      onClose={onClose}
    >
      <Box>{t.setHelp}</Box>
      {error !== null && Object.keys(refused).length === 0 && <ErrorAlert error={error} />}
      <FormField label={t.count} errorText={wrong.count}>
        <Input
          value={draft.count}
          inputMode="numeric"
          autoComplete={false}
          onChange={({ detail }) => setDraft({ ...draft, count: detail.value })}
        />
      </FormField>
      <FormField label={t.why} description={t.whyHelp} errorText={wrong.why}>
        <Input value={draft.why} onChange={({ detail }) => setDraft({ ...draft, why: detail.value })} />
      </FormField>
    </FormDialog>
  );
}
