import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import type { ReactNode } from "react";

import { Chart } from "@/lib/charts/Chart";
import { ChartSection } from "@/lib/charts/ChartSection";
import { dayText, numberText, shareText } from "@/lib/format";
import { texts } from "@/lib/texts";

import { named, SECONDS_EDGES, secondsOf, shareOf, tenthsOf, type Counts, type Slot } from "./figures";

const { insights: t } = texts;

/** More than these nobody reads off a chart; the table has them all. */
export const BARS_SHOWN = 10;

function None({ title, why }: { title: string; why: string }): ReactNode {
  return (
    <Container header={<Header variant="h2">{title}</Header>}>
      <p>{why}</p>
    </Container>
  );
}

const shareOrNone = (part: number, whole: number): string => {
  const share = shareOf(part, whole);
  return share === null ? t.none : shareText(share);
};

type SlotsProps = { title: string; name: string; slots: readonly Slot[]; labelText?: (label: string) => string };

function Slots({ title, name, slots, labelText = (label) => label }: SlotsProps): ReactNode {
  const labels = slots.map(({ label }) => labelText(label));
  return (
    <ChartSection
      title={title}
      table={{
        label: title,
        columns: [name, t.reads, t.doubtful, t.doubtfulShare],
        rows: slots.map(({ label, reads, doubtful }) => [
          labelText(label),
          numberText(reads),
          numberText(doubtful),
          shareOrNone(doubtful, reads),
        ]),
      }}
    >
      <Chart
        label={title}
        labels={labels}
        series={[
          { title: t.sure, values: slots.map(({ reads, doubtful }) => reads - doubtful) },
          { title: t.doubtful, values: slots.map(({ doubtful }) => doubtful) },
        ]}
        xTitle={name}
        yTitle={t.reads}
        stacked
      />
    </ChartSection>
  );
}

/** Plates by day. */
export const ByDay = ({ slots }: { slots: readonly Slot[] }): ReactNode => (
  <Slots title={t.byDay} name={t.day} slots={slots} labelText={dayText} />
);

/** Plates by the hour of the day. */
export const ByHour = ({ slots }: { slots: readonly Slot[] }): ReactNode => (
  <Slots title={t.byHour} name={t.hour} slots={slots} />
);

/** Which characters the machine takes for which. */
export function Confused({ total }: { total: Counts }): ReactNode {
  const pairs = named(total, "confused:").map(([pair, n]): [string, number] => {
    const [seen = "", right = ""] = Array.from(pair);
    return [t.confusion(seen, right), n];
  });
  if (pairs.length === 0) return <None title={t.confused} why={t.noneConfused} />;
  const shown = pairs.slice(0, BARS_SHOWN);
  return (
    <ChartSection
      title={t.confused}
      help={t.confusedHelp}
      table={{ label: t.confused, columns: [t.confusedPair, t.confusedCount], rows: pairs }}
    >
      <Chart
        label={t.confused}
        labels={shown.map(([pair]) => pair)}
        series={[{ title: t.confusedCount, values: shown.map(([, n]) => n) }]}
        xTitle={t.confusedPair}
        yTitle={t.confusedCount}
        horizontal
      />
    </ChartSection>
  );
}

/** How often the machine was right, by how sure it was. */
export function Trust({ total }: { total: Counts }): ReactNode {
  const tenths = tenthsOf(total);
  if (tenths.length === 0) return <None title={t.trust} why={t.noneDecided} />;
  const labels = tenths.map(({ tenth }) => `${tenth * 10}–${tenth * 10 + 10} %`);
  return (
    <ChartSection
      title={t.trust}
      help={t.trustHelp}
      table={{
        label: t.trust,
        columns: [t.confidence, t.decided, t.right, t.rightShare],
        rows: tenths.map(({ decided, right }, i) => [
          labels[i] ?? "",
          numberText(decided),
          numberText(right),
          shareOrNone(right, decided),
        ]),
      }}
    >
      <Chart
        label={t.trust}
        labels={labels}
        series={[
          { title: t.rightShare, values: tenths.map(({ decided, right }) => right / decided) },
          { title: t.promised, type: "line", values: tenths.map(({ tenth }) => (tenth + 0.5) / 10) },
        ]}
        xTitle={t.confidence}
        yTitle={t.rightShare}
        valueText={shareText}
      />
    </ChartSection>
  );
}

const FAILURES: Readonly<Record<string, string>> = t.failureCodes;

/** Why photos failed. */
export function Failures({ total }: { total: Counts }): ReactNode {
  const reasons = named(total, "failure:").map(([code, n]): [string, number] => [FAILURES[code] ?? code, n]);
  if (reasons.length === 0) return <None title={t.failures} why={t.noneFailed} />;
  return (
    <ChartSection title={t.failures} table={{ label: t.failures, columns: [t.reason, t.photos], rows: reasons }}>
      <Chart
        label={t.failures}
        labels={reasons.map(([reason]) => reason)}
        series={[{ title: t.photos, values: reasons.map(([, n]) => n) }]}
        xTitle={t.reason}
        yTitle={t.photos}
        horizontal
      />
    </ChartSection>
  );
}

const SECONDS_LABELS = [
  ...SECONDS_EDGES.map((edge, i) => t.upTo(SECONDS_EDGES[i - 1] ?? 0, edge)),
  t.more(SECONDS_EDGES[SECONDS_EDGES.length - 1] ?? 0),
];

/** How long photos took from upload to plate. */
export function Speed({ total }: { total: Counts }): ReactNode {
  const counts = secondsOf(total);
  return (
    <ChartSection
      title={t.speed}
      table={{
        label: t.speed,
        columns: [t.seconds, t.photos],
        rows: SECONDS_LABELS.map((label, i): [string, string] => [label, numberText(counts[i] ?? 0)]),
      }}
    >
      <Chart
        label={t.speed}
        labels={SECONDS_LABELS}
        series={[{ title: t.photos, values: counts }]}
        xTitle={t.seconds}
        yTitle={t.photos}
      />
    </ChartSection>
  );
}
