import type { ReactNode } from "react";

import type { ParkingCharts } from "@/client";
import { Chart } from "@/lib/charts/Chart";
import { ChartSection } from "@/lib/charts/ChartSection";
import { TimeChart } from "@/lib/charts/TimeChart";
import { dayText, numberText } from "@/lib/format";
import { durationText, hourText } from "@/lib/parking/time";
import { texts } from "@/lib/texts";

import { byHourOfDay } from "./figures";

const { parkingCharts: t } = texts;

type Props = { charts: ParkingCharts };
type Row = [string, ...string[]];

/** When vehicles come and leave. */
export function Flow({ charts }: Props): ReactNode {
  const slots = byHourOfDay(charts);
  const rows = slots.map(({ label, arrivals, departures }): Row => [
    label,
    numberText(arrivals),
    numberText(departures),
  ]);
  return (
    <ChartSection
      title={t.flow}
      help={t.flowHelp}
      table={{ label: t.flow, columns: [t.hourOfDay, t.arrivals, t.departures], rows }}
    >
      <Chart
        label={t.flow}
        labels={slots.map(({ label }) => label)}
        series={[
          { title: t.arrivals, values: slots.map(({ arrivals }) => arrivals) },
          { title: t.departures, values: slots.map(({ departures }) => departures) },
        ]}
        xTitle={t.hourOfDay}
        yTitle={t.visits}
      />
    </ChartSection>
  );
}

const stayText = (minutes: number | null): string => (minutes === null ? t.longer : t.upTo(durationText(minutes * 60)));

/** How long vehicles stay. */
export function Stays({ charts: { stays } }: Props): ReactNode {
  const labels = stays.map(({ up_to_minutes }) => stayText(up_to_minutes));
  return (
    <ChartSection
      title={t.stays}
      table={{
        label: t.stays,
        columns: [t.stay, t.visits],
        rows: stays.map(({ up_to_minutes, visits }) => [stayText(up_to_minutes), numberText(visits)]),
      }}
    >
      <Chart
        label={t.stays}
        labels={labels}
        series={[{ title: t.visits, values: stays.map(({ visits }) => visits) }]}
        xTitle={t.stay}
        yTitle={t.visits}
        horizontal
      />
    </ChartSection>
  );
}

/** How full it was, hour by hour. */
export function Week({ charts: { hours, time_zone } }: Props): ReactNode {
  const points = hours.flatMap(({ at, vehicles }) => (vehicles === null ? [] : [{ at, value: vehicles }]));
  const rows = hours.map(({ at, vehicles }): Row => [
    hourText(at, time_zone),
    vehicles === null ? t.unknown : numberText(vehicles),
  ]);
  return (
    <ChartSection title={t.week} help={t.weekHelp} table={{ label: t.week, columns: [t.hour, t.vehicles], rows }}>
      {points.length === 0 ? (
        <p>{t.noOccupancy}</p>
      ) : (
        <TimeChart
          label={t.week}
          points={points}
          title={t.vehicles}
          xTitle={t.hour}
          zone={time_zone}
          timeText={(at) => hourText(at, time_zone)}
        />
      )}
    </ChartSection>
  );
}

/** How many different vehicles came, and how many of them had been there before. */
export function Unique({ charts: { days, unique, returning } }: Props): ReactNode {
  return (
    <ChartSection
      title={t.unique}
      help={t.uniqueHelp(numberText(unique), numberText(returning))}
      table={{
        label: t.unique,
        columns: [t.day, t.different, t.returning],
        rows: days.map((one) => [dayText(one.day), numberText(one.vehicles), numberText(one.returning)]),
      }}
    >
      <Chart
        label={t.unique}
        labels={days.map(({ day }) => dayText(day))}
        series={[
          { title: t.first, values: days.map((one) => one.vehicles - one.returning) },
          { title: t.returning, values: days.map((one) => one.returning) },
        ]}
        xTitle={t.day}
        yTitle={t.different}
        stacked
      />
    </ChartSection>
  );
}
