import MixedLineBarChart, { type MixedLineBarChartProps } from "@cloudscape-design/components/mixed-line-bar-chart";
import type { ReactNode } from "react";

import { texts } from "@/lib/texts";

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

/** Values by name as bars, or as lines over them. */
export function Chart({ label, labels, series, xTitle, yTitle, stacked, horizontal, valueText }: Props): ReactNode {
  const format = valueText === undefined ? {} : { valueFormatter: valueText };
  return (
    <MixedLineBarChart<string>
      series={series.map(({ title, type = "bar", values }): MixedLineBarChartProps.DataSeries<string> => ({
        type,
        title,
        data: values.map((y, i) => ({ x: labels[i] ?? "", y })),
        ...format,
      }))}
      xScaleType="categorical"
      xDomain={labels}
      ariaLabel={label}
      xTitle={xTitle}
      yTitle={yTitle}
      height={HEIGHT_PX}
      stackedBars={stacked ?? false}
      horizontalBars={horizontal ?? false}
      {...(valueText === undefined ? {} : { yTickFormatter: valueText })}
      hideFilter
      hideLegend={series.length < 2}
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
