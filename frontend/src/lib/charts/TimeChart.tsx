import MixedLineBarChart from "@cloudscape-design/components/mixed-line-bar-chart";
import type { ReactNode } from "react";

import { numberText } from "@/lib/format";
import { aheadOfReaderMs } from "@/lib/parking/time";
import { texts } from "@/lib/texts";

import { AfterFigures } from "./AfterFigures";

const { insights: t } = texts;

const HEIGHT_PX = 240;

type Props = {
  label: string;
  points: readonly { at: string; value: number }[];
  title: string;
  xTitle: string;
  /** By whose clocks the axis has its marks. */
  zone: string;
  timeText: (at: string) => string;
};

/** A value as it changes over time at a site, as a line. */
export function TimeChart({ label, points, title, xTitle, zone, timeText }: Props): ReactNode {
  // The axis has its marks at full hours of the reader's clocks: times are moved by as much as the site's differ.
  const ahead = points[0] === undefined ? 0 : aheadOfReaderMs(points[0].at, zone);
  const data = points.map(({ at, value }) => ({ x: new Date(Date.parse(at) + ahead), y: value }));
  const [first, last] = [data[0], data.at(-1)];
  return (
    <AfterFigures height={HEIGHT_PX}>
      <MixedLineBarChart<Date>
        series={[{ type: "line", title, data, valueFormatter: numberText }]}
        xScaleType="time"
        {...(first === undefined || last === undefined ? {} : { xDomain: [first.x, last.x] })}
        yDomain={[0, Math.max(1, ...points.map(({ value }) => value))]}
        ariaLabel={label}
        xTitle={xTitle}
        yTitle={title}
        height={HEIGHT_PX}
        xTickFormatter={(x) => timeText(new Date(x.getTime() - ahead).toISOString())}
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
    </AfterFigures>
  );
}
