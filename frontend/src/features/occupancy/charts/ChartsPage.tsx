import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useParams, useSearchParams } from "react-router";

import type { ParkingCharts } from "@/client";
import { chartsQuery, type Days } from "@/lib/api/parking";
import { sitesQuery } from "@/lib/api/sites";
import { isMissing, refusedFields } from "@/lib/errors";
import { timeZone } from "@/lib/format";
import { NoSuchSite } from "@/lib/parking/NoSuchSite";
import { SiteNav } from "@/lib/parking/SiteNav";
import { dayAfter, dayIn } from "@/lib/parking/time";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { DayField } from "@/lib/ui/DayField";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { Loading } from "@/lib/ui/Loading";
import { PageHeading } from "@/lib/ui/PageHeading";

import styles from "./Charts.module.css";
import { isEmpty } from "./figures";
import { Flow, Stays, Unique, Week } from "./Sections";

const { parkingCharts: t, insights, visits } = texts;

const PRESETS = [1, 7, 30] as const;
const USUAL_DAYS = 7;
/** The API draws no more. */
const MOST_DAYS = 31;

const upTo = (today: string, days: number): Days => ({ from: dayAfter(today, 1 - days), to: today });

const problemIn = ({ from, to }: Days): string | undefined => {
  if (to < from) return t.endsBefore;
  return dayAfter(from, MOST_DAYS) <= to ? t.tooLong : undefined;
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The days that stand in the address; the last seven where none do. */
function daysIn(query: URLSearchParams, today: string): Days {
  const [from, to] = [query.get("from") ?? "", query.get("to") ?? ""];
  return DAY.test(from) && DAY.test(to) ? { from, to } : upTo(today, USUAL_DAYS);
}

type ChooserProps = { days: Days; today: string; problem: string | undefined; onChoose: (days: Days) => void };

function DaysChooser({ days, today, problem, onChoose }: ChooserProps): ReactNode {
  const chosen = PRESETS.find((preset) => upTo(today, preset).from === days.from && days.to === today);
  return (
    <div className={styles.days}>
      <SegmentedControl
        label={insights.range}
        selectedId={chosen === undefined ? null : String(chosen)}
        options={PRESETS.map((preset) => ({ id: String(preset), text: insights.presets[preset] }))}
        onChange={({ detail }) => onChoose(upTo(today, Number(detail.selectedId)))}
      />
      <DayField
        label={visits.from}
        value={days.from}
        onChange={(from) => from !== null && onChoose({ ...days, from })}
      />
      <DayField
        label={visits.to}
        value={days.to}
        problem={problem}
        onChange={(to) => to !== null && onChoose({ ...days, to })}
      />
    </div>
  );
}

function Drawn({ charts }: { charts: ParkingCharts }): ReactNode {
  if (isEmpty(charts))
    return (
      <Box textAlign="center" padding={{ vertical: "xl" }}>
        <Box variant="strong">{t.empty}</Box>
        <Box variant="p" color="text-body-secondary">
          {t.emptyHelp}
        </Box>
      </Box>
    );
  return (
    <SpaceBetween size="l">
      {!charts.is_complete && <Alert type="warning">{t.incomplete}</Alert>}
      <Flow charts={charts} />
      <Stays charts={charts} />
      <Week charts={charts} />
      <Unique charts={charts} />
    </SpaceBetween>
  );
}

type OfSite = { siteId: string; name: string; zone: string };

function Charts({ siteId, name, zone }: OfSite): ReactNode {
  const { client } = useServices();
  const [query, setQuery] = useSearchParams();
  const [today] = useState(() => dayIn(zone, new Date()));
  const days = daysIn(query, today);
  const own = problemIn(days);
  const { data, error, isPending, refetch } = useQuery({
    ...chartsQuery(client, siteId, days),
    enabled: own === undefined,
  });
  const problem = own ?? refusedFields(error, { to: t.tooLong }).to;
  if (isMissing(error)) return <NoSuchSite />;
  return (
    <SpaceBetween size="l">
      <PageHeading title={t.title(name)} lead={t.lead(data?.time_zone ?? zone)} />
      <SiteNav siteId={siteId} />
      <DaysChooser days={days} today={today} problem={problem} onChoose={(chosen) => setQuery(chosen)} />
      {error !== null && problem === undefined && <ErrorAlert error={error} onRetry={() => void refetch()} />}
      {isPending && problem === undefined && <Loading label={t.loading} />}
      {data !== undefined && problem === undefined && <Drawn charts={data} />}
    </SpaceBetween>
  );
}

/** Parking at a site over some days, by the site's clocks. */
export function ChartsPage(): ReactNode {
  const { siteId = "" } = useParams();
  const { client } = useServices();
  const { data, isPending } = useQuery(sitesQuery(client));
  // Without its name and zone the charts still say what they show.
  const site = data?.sites.find(({ site_id }) => site_id === siteId);
  if (isPending) return <Loading label={t.loading} />;
  return <Charts key={siteId} siteId={siteId} name={site?.name ?? siteId} zone={site?.time_zone ?? timeZone} />;
}
