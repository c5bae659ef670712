import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Header from "@cloudscape-design/components/header";
import type { ComponentProps, ReactNode } from "react";

import { dayText, numberText, shareText } from "@/lib/format";
import { texts } from "@/lib/texts";
import { NumberTable } from "@/lib/ui/NumberTable";

import { Chart } from "./Chart";
import { named, SECONDS_EDGES, secondsOf, shareOf, tenthsOf, type Counts, type Slot } from "./figures";
import styles from "./Insights.module.css";

const { insights: t } = texts;

/** Longer tables are folded: the chart says the most of it, and the page stays short. */
const ROWS_SHOWN = 12;
/** More than these nobody reads off a chart; the table has them all. */
export const BARS_SHOWN = 10;

type Props = { title: string; help?: string; table: ComponentProps<typeof NumberTable>; children: ReactNode };

/** Figures as a chart, with the numbers beside it. */
export function Section({ title, help, table, children }: Props): ReactNode {
  const long = table.rows.length > ROWS_SHOWN;
  return (
    <Container
      header={
        <Header variant="h2" description={help}>
          {title}
        </Header>
      }
    >
      <div className={long ? styles.long : styles.pair}>
        {children}
        <ExpandableSection headerText={t.numbers} defaultExpanded={!long}>
          <NumberTable {...table} />
        </ExpandableSection>
      </div>
    </Container>
  );
}

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
    <Section
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
    </Section>
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
    <Section
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
    </Section>
  );
}

/** How often the machine was right, by how sure it was. */
export function Trust({ total }: { total: Counts }): ReactNode {
  const tenths = tenthsOf(total);
  if (tenths.length === 0) return <None title={t.trust} why={t.noneDecided} />;
  const labels = tenths.map(({ tenth }) => `${tenth * 10}–${tenth * 10 + 10} %`);
  return (
    <Section
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
    </Section>
  );
}

const FAILURES: Readonly<Record<string, string>> = t.failureCodes;

/** Why photos failed. */
export function Failures({ total }: { total: Counts }): ReactNode {
  const reasons = named(total, "failure:").map(([code, n]): [string, number] => [FAILURES[code] ?? code, n]);
  if (reasons.length === 0) return <None title={t.failures} why={t.noneFailed} />;
  return (
    <Section title={t.failures} table={{ label: t.failures, columns: [t.reason, t.photos], rows: reasons }}>
      <Chart
        label={t.failures}
        labels={reasons.map(([reason]) => reason)}
        series={[{ title: t.photos, values: reasons.map(([, n]) => n) }]}
        xTitle={t.reason}
        yTitle={t.photos}
        horizontal
      />
    </Section>
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
    <Section
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
    </Section>
  );
}
