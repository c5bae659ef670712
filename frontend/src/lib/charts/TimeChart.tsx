import MixedLineBarChart from "@cloudscape-design/components/mixed-line-bar-chart";
import type { ReactNode } from "react";

import { numberText } from "@/lib/format";
import { texts } from "@/lib/texts";

const { insights: t } = texts;

const HEIGHT_PX = 240;

type Props = {
  label: string;
  points: readonly { at: string; value: number }[];
  title: string;
  xTitle: string;
  timeText: (at: string) => string;
};

/** A value as it changes over time, as a line. */
export function TimeChart({ label, points, title, xTitle, timeText }: Props): ReactNode {
  const data = points.map(({ at, value }) => ({ x: new Date(at), y: value }));
  const [first, last] = [data[0], data.at(-1)];
  return (
    <MixedLineBarChart<Date>
      series={[{ type: "line", title, data, valueFormatter: numberText }]}
      xScaleType="time"
      {...(first === undefined || last === undefined ? {} : { xDomain: [first.x, last.x] })}
      yDomain={[0, Math.max(1, ...points.map(({ value }) => value))]}
      ariaLabel={label}
      xTitle={xTitle}
      yTitle={title}
      height={HEIGHT_PX}
      xTickFormatter={(x) => timeText(x.toISOString())}
      yTickFormatter={numberText}
      hideFilter
      hideLegend
      i18nStrings={{
        chartAriaRoleDescription: t.chart,
        xAxisAriaRoleDescription: t.xAxis,
        yAxisAriaRoleDescription: t.yAxis,
        legendAriaLabel: t.legend,
        detailPopoverDismissAriaLabel: t.closeDetail,
      }}
    />
  );
}
