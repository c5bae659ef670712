import MixedLineBarChart, { type MixedLineBarChartProps } from "@cloudscape-design/components/mixed-line-bar-chart";
import type { ReactNode } from "react";

import { numberText } from "@/lib/format";
import { texts } from "@/lib/texts";

import { AfterFigures } from "./AfterFigures";

const { insights: t } = texts;

type Line = { title: string; type?: "bar" | "line"; values: readonly number[] };

type Props = {
  label: string;
  labels: readonly string[];
  series: readonly Line[];
  xTitle: string;
  yTitle: string;
  stacked?: boolean;
  horizontal?: boolean;
  valueText?: (value: number) => string;
};

const HEIGHT_PX = 240;
/** Of a bar that lies, with the air around it; it is as high whether there are few or many. */
const LYING_BAR_PX = 26;

/** Values by name as bars, or as lines over them. */
export function Chart({
  label,
  labels,
  series,
  xTitle,
  yTitle,
  stacked,
  horizontal,
  valueText = numberText,
}: Props): ReactNode {
  const height = horizontal === true ? labels.length * LYING_BAR_PX : HEIGHT_PX;
  const hasLegend = series.length > 1;
  return (
    <AfterFigures height={height} hasLegend={hasLegend}>
      <MixedLineBarChart<string>
        series={series.map(({ title, type = "bar", values }): MixedLineBarChartProps.DataSeries<string> => ({
          type,
          title,
          data: values.map((y, i) => ({ x: labels[i] ?? "", y })),
          valueFormatter: valueText,
        }))}
        xScaleType="categorical"
        xDomain={labels}
        ariaLabel={label}
        xTitle={xTitle}
        yTitle={yTitle}
        height={height}
        stackedBars={stacked ?? false}
        horizontalBars={horizontal ?? false}
        yTickFormatter={valueText}
        hideFilter
        hideLegend={!hasLegend}
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
