import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";

import type { Alert } from "@/client";
import { acknowledgeAlert } from "@/lib/api/alerts";
import { changesQuery } from "@/lib/api/changes";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { useSingleMutation } from "@/lib/use-single-mutation";

import styles from "./AlertCard.module.css";

const { alerts: t } = texts;

type Props = { alert: Alert; onDone: () => void };

/** Says that one looked at an alert, with a note if one likes; Enter in the note says it, too. */
export function Acknowledge({ alert, onDone }: Props): ReactNode {
  const { client } = useServices();
  const queries = useQueryClient();
  const [note, setNote] = useState("");
  const { mutate, error, isPending } = useSingleMutation({
    mutationFn: () => acknowledgeAlert(client, { alert_id: alert.alert_id, note, version: alert.version }),
    onSuccess: onDone,
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ["alerts"] });
      void queries.invalidateQueries({ queryKey: changesQuery(client).queryKey });
    },
  });
  return (
    <form
      className={styles.acknowledge}
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
    >
      <FormField label={t.note}>
        <Input
          value={note}
          ariaLabel={t.noteFor(alert.entry_plate)}
          autoComplete={false}
          onChange={({ detail }) => setNote(detail.value)}
        />
      </FormField>
      <Button formAction="submit" variant="primary" ariaLabel={t.acknowledgeOne(alert.entry_plate)} loading={isPending}>
        {t.acknowledge}
      </Button>
      {error !== null && <ErrorAlert error={error} />}
    </form>
  );
}
