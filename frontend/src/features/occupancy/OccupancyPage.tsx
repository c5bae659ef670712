import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useParams } from "react-router";

import type { Occupancy } from "@/client";
import { LOOK_EVERY_MS, occupancyQuery } from "@/lib/api/parking";
import { isMissing, mayGoBetter } from "@/lib/errors";
import { numberText } from "@/lib/format";
import { NoSuchSite } from "@/lib/parking/NoSuchSite";
import { SiteNav } from "@/lib/parking/SiteNav";
import { siteTimeText } from "@/lib/parking/time";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { Bar } from "@/lib/ui/Bar";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { Loading } from "@/lib/ui/Loading";
import { PageHeading } from "@/lib/ui/PageHeading";

import { CountDialog } from "./CountDialog";
import styles from "./Occupancy.module.css";
import { ByCamera, Corrections, Hours } from "./Tallies";

const { occupancy: t } = texts;

/** What stands here is the count's own story: it need not follow each vehicle. */
const EVERY_MS = 3 * LOOK_EVERY_MS;

function Uncounted(): ReactNode {
  return (
    <Container>
      <p className={styles.count}>{t.uncounted}</p>
      <p className={styles.faint}>{t.uncountedHelp}</p>
    </Container>
  );
}

function Count({ occupancy }: { occupancy: Occupancy }): ReactNode {
  const { vehicles, plus_minus, since, spaces, next_reset_at, time_zone } = occupancy;
  if (vehicles === null) return <Uncounted />;
  const [least, most] = [Math.max(0, vehicles - plus_minus), vehicles + plus_minus];
  return (
    <Container>
      <p className={styles.count}>{t.vehicles(numberText(vehicles), numberText(plus_minus))}</p>
      <p className={styles.faint}>{t.range(numberText(least), numberText(most))}</p>
      {spaces !== null && <Bar ratio={Math.min(1, vehicles / Math.max(1, spaces))} doubtful={vehicles >= spaces} />}
      <p>{spaces === null ? t.noSpaces : t.of(numberText(spaces))}</p>
      {since !== null && (
        <p className={styles.faint}>{t.since(siteTimeText(since.at, time_zone), numberText(since.count))}</p>
      )}
      {next_reset_at !== null && <p className={styles.faint}>{t.nextReset(siteTimeText(next_reset_at, time_zone))}</p>}
    </Container>
  );
}

function Known({ occupancy }: { occupancy: Occupancy }): ReactNode {
  const [isSetting, setSetting] = useState(false);
  const [isSaved, setSaved] = useState(false);
  return (
    <SpaceBetween size="l">
      <PageHeading
        title={t.title(occupancy.site_name)}
        lead={t.lead(occupancy.time_zone)}
        actions={
          <Button variant="primary" onClick={() => setSetting(true)}>
            {t.set}
          </Button>
        }
      />
      <SiteNav siteId={occupancy.site_id} />
      <div>
        <div role="status">{isSaved && <Alert type="success">{t.saved}</Alert>}</div>
        <Count occupancy={occupancy} />
      </div>
      <ByCamera occupancy={occupancy} />
      <Hours occupancy={occupancy} />
      <Corrections occupancy={occupancy} />
      {isSetting && (
        <CountDialog
          occupancy={occupancy}
          onClose={() => setSetting(false)}
          onDone={() => {
            setSetting(false);
            setSaved(true);
          }}
        />
      )}
    </SpaceBetween>
  );
}

/** How many vehicles are at a site, what that was made from, and how sure it is. */
export function OccupancyPage(): ReactNode {
  const { siteId = "" } = useParams();
  const { client } = useServices();
  const { data, error, isPending, refetch } = useQuery({
    ...occupancyQuery(client, siteId),
    refetchInterval: ({ state }) => (state.error === null || mayGoBetter(state.error)) && EVERY_MS,
  });
  if (isMissing(error)) return <NoSuchSite />;
  return (
    <SpaceBetween size="l">
      {isPending && <Loading label={t.loading} />}
      {error !== null && <ErrorAlert error={error} onRetry={() => void refetch()} />}
      {data !== undefined && <Known occupancy={data} />}
    </SpaceBetween>
  );
}
