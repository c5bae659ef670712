import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";

import type { Settings, SettingsInput } from "@/client";
import { changeSettings, settingsQuery } from "@/lib/api/settings";
import { isConflict } from "@/lib/errors";
import { timeText } from "@/lib/format";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { BudgetState } from "@/lib/ui/BudgetState";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { Saved } from "@/lib/ui/form/Saved";
import { Loading } from "@/lib/ui/Loading";
import { PageHeading } from "@/lib/ui/PageHeading";
import { useSingleMutation } from "@/lib/use-single-mutation";

import { SettingsForm } from "./SettingsForm";

const { settings: t } = texts;

function lastChange({ changed_at, changed_by, changed_by_email }: Settings): string {
  if (changed_at === null) return t.never;
  return t.lastChange(timeText(changed_at), changed_by_email ?? changed_by ?? "");
}

function Change({ settings }: { settings: Settings }): ReactNode {
  const { client } = useServices();
  const queries = useQueryClient();
  const { queryKey } = settingsQuery(client);
  const { mutate, error, isPending, isSuccess } = useSingleMutation({
    mutationFn: (input: SettingsInput) => changeSettings(client, input),
    onSuccess: (after) => queries.setQueryData(queryKey, after),
    onError: async (why) => {
      if (isConflict(why)) await queries.invalidateQueries({ queryKey });
    },
  });
  return (
    <SpaceBetween size="m">
      <Saved error={error} isSaved={isSuccess} isChanged={isConflict} said={t} />
      <BudgetState budget={settings.budget} />
      <SettingsForm key={settings.version} settings={settings} saving={isPending} onSave={mutate} />
      <p>{lastChange(settings)}</p>
    </SpaceBetween>
  );
}

/** How photos are read and kept, for administrators to see and to change. */
export function SettingsPage(): ReactNode {
  const { client } = useServices();
  const { data, error, isPending, refetch } = useQuery(settingsQuery(client));
  return (
    <SpaceBetween size="l">
      <PageHeading title={t.title} lead={t.lead} />
      {error !== null && <ErrorAlert error={error} onRetry={() => void refetch()} />}
      {isPending && <Loading label={t.loading} />}
      {data !== undefined && <Change settings={data} />}
    </SpaceBetween>
  );
}
