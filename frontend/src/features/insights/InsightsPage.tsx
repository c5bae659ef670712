import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState, type ReactNode } from "react";
import { useLocation, useNavigate } from "react-router";

import type { CountedBy, Insights } from "@/client";
import { refusedFields } from "@/lib/errors";
import { numberText, shareText, timeZone } from "@/lib/format";
import { useOnChange } from "@/lib/live/use-live";
import { texts } from "@/lib/texts";
import { BudgetState } from "@/lib/ui/BudgetState";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { Loading } from "@/lib/ui/Loading";
import { PageHeading } from "@/lib/ui/PageHeading";

import { ByCamera } from "./ByCamera";
import { Cost } from "./Cost";
import { CountedByChooser } from "./CountedByChooser";
import { byDay, byHourOfDay, callsByDay, hoursWithin, medianSeconds, shareOf, totalOf, type Counts } from "./figures";
import { HowCounted } from "./HowCounted";
import styles from "./Insights.module.css";
import { NothingLost } from "./NothingLost";
import { countedByOf, daysOf, rangeOf, searchOf, utcDaysOf } from "./range";
import { RangeChooser } from "./RangeChooser";
import { ByDay, ByHour, Confused, Failures, Speed, Trust } from "./Sections";
import { useInsights } from "./use-insights";

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
    [t.figures.photos, numberText(n("done") - n("repeats"))],
    ...(n("repeats") === 0 ? [] : [[t.figures.repeats, withShare(n("repeats"), n("done"))] as const]),
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

type CountedProps = { insights: Insights; days: { from: string; to: string }; by: CountedBy; now: Date };

function Counted({ insights, days, by, now }: CountedProps): ReactNode {
  const hours = hoursWithin(insights, days);
  const total = totalOf(hours);
  const how = <HowCounted by={by} total={total} isComplete={insights.is_complete} now={now} />;
  if (hours.length === 0)
    return (
      <>
        {how}
        <Nothing />
      </>
    );
  return (
    <SpaceBetween size="l">
      {how}
      <Figures total={total} />
      <ByDay slots={byDay(hours, days)} />
      <ByHour slots={byHourOfDay(hours)} />
      <ByCamera total={total} />
      <Cost days={callsByDay(hours, days)} />
      <Confused total={total} />
      <Trust total={total} />
      <Speed total={total} />
      <Failures total={total} />
    </SpaceBetween>
  );
}

/** What is wrong with the days that were asked for, in words: a range that ends before it begins is asked of nobody. */
const problemOf = ({ from, to }: { from: string; to: string }, error: unknown): string | undefined =>
  to < from ? t.wrong.endsBefore : refusedFields(error, { to: t.wrong.tooLong }).to;

/** What was counted as it happened: how much, how sure, how right, how fast. What is looked at stands in the address. */
export function InsightsPage(): ReactNode {
  const { search } = useLocation();
  const navigate = useNavigate();
  const [now, setNow] = useState(() => new Date());
  // Whoever leaves the page open over midnight looks at the new day.
  useOnChange(() => setNow(new Date()));
  const [range, by] = [rangeOf(search), countedByOf(search)];
  const days = daysOf(range, now);
  const { data, error, isPending, again } = useInsights(utcDaysOf(days), by, now);
  const problem = problemOf(days, error);
  return (
    <SpaceBetween size="l">
      <PageHeading title={t.title} lead={t.lead(timeZone)} />
      <RangeChooser
        key={search}
        range={range}
        now={now}
        problem={problem}
        onChoose={(chosen) => void navigate({ search: searchOf(chosen, by) })}
      />
      <CountedByChooser by={by} onChoose={(chosen) => void navigate({ search: searchOf(range, chosen) })} />
      {error !== null && problem === undefined && <ErrorAlert error={error} onRetry={again} />}
      {isPending && <Loading label={t.loading} />}
      {data !== undefined && <BudgetState budget={data.budget} />}
      {data !== undefined && <Counted insights={data} days={days} by={by} now={now} />}
      {data !== undefined && <NothingLost meter={data.nothing_lost} />}
    </SpaceBetween>
  );
}
