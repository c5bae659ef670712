import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";

import type { Alert, AlertState } from "@/client";
import { alertsQuery } from "@/lib/api/alerts";
import { useChanges, useOnChange } from "@/lib/live/use-live";
import { alertsText } from "@/lib/live/waiting";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { Loading } from "@/lib/ui/Loading";
import { PageHeading } from "@/lib/ui/PageHeading";
import { Spoken } from "@/lib/ui/Spoken";

import { AlertCard } from "./AlertCard";
import styles from "./AlertCard.module.css";
import { Signals } from "./Signals";

const { alerts: t } = texts;

const STATES: readonly AlertState[] = ["confirmed", "possible", "withdrawn"];

function Nothing(): ReactNode {
  return (
    <Box textAlign="center" padding={{ vertical: "l" }}>
      <Box variant="strong">{t.empty}</Box>
      <Box variant="p" color="text-body-secondary">
        {t.emptyHelp}
      </Box>
    </Box>
  );
}

type Listed = { alerts: readonly Alert[]; onStale: () => void; onAcknowledged: () => void };

function Alerts({ alerts, ...rest }: Listed): ReactNode {
  if (alerts.length === 0) return <Nothing />;
  return (
    <ul className={styles.alerts} aria-label={t.list}>
      {alerts.map((alert) => (
        <li key={alert.alert_id}>
          <AlertCard alert={alert} {...rest} />
        </li>
      ))}
    </ul>
  );
}

/** Alerts as they are raised, confirmed and withdrawn: newest first, new ones by themselves. */
export function AlertsPage(): ReactNode {
  const { client } = useServices();
  const [state, setState] = useState<AlertState | null>(null);
  const [hasAcknowledged, setAcknowledged] = useState(false);
  const found = useInfiniteQuery(alertsQuery(client, state));
  const refetch = (): void => void found.refetch();
  useOnChange(refetch);
  const waiting = alertsText(useChanges());
  return (
    <SpaceBetween size="l">
      <PageHeading title={t.title} lead={t.lead} counter={waiting ?? undefined} />
      <Signals />
      <SegmentedControl
        label={t.title}
        selectedId={state ?? "all"}
        options={[{ id: "all", text: t.all }, ...STATES.map((id) => ({ id, text: t.states[id] }))]}
        onChange={({ detail }) => setState(STATES.find((one) => one === detail.selectedId) ?? null)}
      />
      <div role="status">
        {waiting !== null && <Spoken>{t.waitingFor(waiting)}</Spoken>}
        {hasAcknowledged && <Spoken>{t.saidAcknowledged}</Spoken>}
      </div>
      {found.error !== null && <ErrorAlert error={found.error} onRetry={refetch} />}
      {found.isPending && <Loading label={t.loading} />}
      {found.data !== undefined && (
        <Alerts
          alerts={found.data.pages.flatMap(({ alerts }) => alerts)}
          onStale={refetch}
          onAcknowledged={() => setAcknowledged(true)}
        />
      )}
      {found.hasNextPage && (
        <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t.more}
        </Button>
      )}
    </SpaceBetween>
  );
}
