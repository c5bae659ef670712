import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useParams } from "react-router";

import type { Camera, Parking } from "@/client";
import { nowQuery, parkingQuery, saveParking } from "@/lib/api/parking";
import { sitesQuery } from "@/lib/api/sites";
import { isConflict, isMissing } from "@/lib/errors";
import { NoSuchSite } from "@/lib/parking/NoSuchSite";
import { SiteNav } from "@/lib/parking/SiteNav";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { Loading } from "@/lib/ui/Loading";
import { PageHeading } from "@/lib/ui/PageHeading";
import { StatusIndicator } from "@/lib/ui/StatusIndicator";
import { useSingleMutation } from "@/lib/use-single-mutation";

import { draftOf, inputOf, wrongFrom, wrongIn, type Draft } from "./draft";
import { Following, Gates, Reset, Room, Rules } from "./SetupForm";

const { parkingSetup: t } = texts;

function useSaving(siteId: string, onSaved: () => void) {
  const { client } = useServices();
  const queries = useQueryClient();
  return useSingleMutation({
    mutationFn: (input: ReturnType<typeof inputOf>) => saveParking(client, { site_id: siteId, ...input }),
    onSuccess: (after) => {
      onSaved();
      queries.setQueryData(parkingQuery(client, siteId).queryKey, after);
      void queries.invalidateQueries({ queryKey: nowQuery(client).queryKey });
    },
  });
}

function Changed({ onReload }: { onReload: () => void }): ReactNode {
  return (
    <div role="alert">
      <Alert type="warning" header={t.changedTitle} action={<Button onClick={onReload}>{t.reload}</Button>}>
        {t.changedHelp}
      </Alert>
    </div>
  );
}

type FormProps = {
  parking: Parking;
  cameras: readonly Camera[];
  isSaved: boolean;
  onSaved: () => void;
  onTouched: () => void;
  onReload: () => void;
};

function SetupForm({ parking, cameras, isSaved, onSaved, onTouched, onReload }: FormProps): ReactNode {
  const [draft, setDraft] = useState(() => draftOf(parking));
  const [tried, setTried] = useState(false);
  const { mutate, error, isPending } = useSaving(parking.site_id, onSaved);
  const own = tried ? wrongIn(draft) : {};
  const refused = wrongFrom(error);
  const wrong = { ...refused, ...own };
  const wrongCount = Object.keys(wrong).length;
  const part = {
    draft,
    wrong,
    onChange: (changes: Partial<Draft>) => {
      setDraft({ ...draft, ...changes });
      onTouched();
    },
  };
  const save = (): void => {
    setTried(true);
    if (Object.keys(wrongIn(draft)).length === 0) mutate(inputOf(draft, parking.version));
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <SpaceBetween size="l">
        <Room {...part} />
        <Rules {...part} />
        <Following {...part} />
        <Reset {...part} />
        <Gates {...part} cameras={cameras} />
        {isConflict(error) && <Changed onReload={onReload} />}
        {error !== null && !isConflict(error) && Object.keys(refused).length === 0 && <ErrorAlert error={error} />}
        <div role="status">
          {wrongCount > 0 && <StatusIndicator type="error">{t.someWrong(wrongCount)}</StatusIndicator>}
          {isSaved && wrongCount === 0 && <Alert type="success">{t.saved}</Alert>}
        </div>
        <Button variant="primary" formAction="submit" loading={isPending} loadingText={texts.app.loading}>
          {t.save}
        </Button>
      </SpaceBetween>
    </form>
  );
}

/** How parking at a site is followed, how long vehicles may stay there, and when that counts. */
export function SetupPage(): ReactNode {
  const { siteId = "" } = useParams();
  const { client } = useServices();
  const { data, error, isPending, refetch } = useQuery(parkingQuery(client, siteId));
  const sites = useQuery(sitesQuery(client)).data?.sites ?? [];
  const [isSaved, setSaved] = useState(false);
  const [reloads, setReloads] = useState(0);
  const cameras = sites.find(({ site_id }) => site_id === siteId)?.cameras ?? [];
  if (isMissing(error)) return <NoSuchSite />;
  return (
    <SpaceBetween size="l">
      {isPending && <Loading label={t.loading} />}
      {error !== null && data === undefined && <ErrorAlert error={error} onRetry={() => void refetch()} />}
      {data !== undefined && (
        <SpaceBetween size="l">
          <PageHeading title={t.title(data.site_name)} lead={t.lead} />
          <SiteNav siteId={siteId} />
          <SetupForm
            key={`${siteId} ${data.version} ${reloads}`}
            parking={data}
            cameras={cameras.filter(({ removed_at }) => removed_at === null)}
            isSaved={isSaved}
            onSaved={() => setSaved(true)}
            onTouched={() => setSaved(false)}
            onReload={() => void refetch().then(() => setReloads(reloads + 1))}
          />
        </SpaceBetween>
      )}
    </SpaceBetween>
  );
}
