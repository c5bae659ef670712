import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useLocation, useNavigate } from "react-router";

import type { Insights } from "@/client";
import { insightsQuery } from "@/lib/api/insights";
import { numberText, shareText, timeZone } from "@/lib/format";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { Loading } from "@/lib/ui/Loading";
import { PageHeading } from "@/lib/ui/PageHeading";

import { byDay, byHourOfDay, hoursWithin, medianSeconds, shareOf, totalOf, type Counts } from "./figures";
import styles from "./Insights.module.css";
import { NothingLost } from "./NothingLost";
import { daysOf, rangeOf, searchOf, utcDaysOf } from "./range";
import { RangeChooser } from "./RangeChooser";
import { ByDay, ByHour, Confused, Failures, Speed, Trust } from "./Sections";

const { insights: t } = texts;

function medianText(total: Counts): string {
  const median = medianSeconds(total);
  if (median === null) return t.none;
  return median === "more" ? t.longer : t.atMost(median);
}

function withShare(part: number, whole: number): string {
  const share = shareOf(part, whole);
  return share === null ? numberText(part) : t.shareOf(part, shareText(share));
}

function Figures({ total }: { total: Counts }): ReactNode {
  const n = (name: string): number => total[name] ?? 0;
  const decided = n("confirmed") + n("corrected") + n("rejected");
  const figures = [
    [t.figures.photos, numberText(n("done"))],
    [t.figures.reads, numberText(n("reads"))],
    [t.figures.doubtful, withShare(n("status:needs_review"), n("reads"))],
    [t.figures.corrected, withShare(n("corrected"), decided)],
    [t.figures.failed, withShare(n("failed"), n("done") + n("failed"))],
    [t.figures.median, medianText(total)],
  ] as const;
  return (
    <Container>
      <dl className={styles.figures}>
        {figures.map(([label, figure]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
    </Container>
  );
}

function Nothing(): ReactNode {
  const navigate = useNavigate();
  return (
    <Box textAlign="center" padding={{ vertical: "xxl" }}>
      <SpaceBetween size="s">
        <Box variant="h2">{t.empty}</Box>
        <Box variant="p" color="text-body-secondary">
          {t.emptyHelp}
        </Box>
        <Button onClick={() => void navigate("/")}>{t.emptyAction}</Button>
      </SpaceBetween>
    </Box>
  );
}

function Counted({ insights, days }: { insights: Insights; days: { from: string; to: string } }): ReactNode {
  const hours = hoursWithin(insights, days);
  if (hours.length === 0) return <Nothing />;
  const total = totalOf(hours);
  return (
    <SpaceBetween size="l">
      <Figures total={total} />
      <ByDay slots={byDay(hours, days)} />
      <ByHour slots={byHourOfDay(hours)} />
      <Confused total={total} />
      <Trust total={total} />
      <Speed total={total} />
      <Failures total={total} />
    </SpaceBetween>
  );
}

/** What was counted as it happened: how much, how sure, how right, how fast. The days stand in the address. */
export function InsightsPage(): ReactNode {
  const { client } = useServices();
  const { search } = useLocation();
  const navigate = useNavigate();
  const [now] = useState(() => new Date());
  const range = rangeOf(search);
  const days = daysOf(range, now);
  const { data, error, isPending, refetch } = useQuery(insightsQuery(client, utcDaysOf(days)));
  return (
    <SpaceBetween size="l">
      <PageHeading title={t.title} lead={t.lead(timeZone)} />
      <RangeChooser
        key={search}
        range={range}
        now={now}
        onChoose={(chosen) => void navigate({ search: searchOf(chosen) })}
      />
      {error !== null && <ErrorAlert error={error} onRetry={() => void refetch()} />}
      {isPending && <Loading label={t.loading} />}
      {data !== undefined && <Counted insights={data} days={days} />}
      {data !== undefined && <NothingLost meter={data.nothing_lost} />}
    </SpaceBetween>
  );
}
