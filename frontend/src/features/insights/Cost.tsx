import type { ReactNode } from "react";

import { Chart } from "@/lib/charts/Chart";
import { ChartSection } from "@/lib/charts/ChartSection";
import figures from "@/lib/figures.json";
import { dayText, dollarText, numberText } from "@/lib/format";
import { texts } from "@/lib/texts";

import type { CallsOfDay } from "./figures";

const { insights: t } = texts;
const { detect_text_price: price } = figures;
const dollarsOf = (calls: number): number => calls * price.dollars;

/** What the text detection was asked, and what that costs by its list price; nothing where nobody was asked. */
export function Cost({ days }: { days: readonly CallsOfDay[] }): ReactNode {
  const calls = days.reduce((sum, day) => sum + day.calls, 0);
  if (calls === 0) return null;
  const rows = days.map((one): [string, ...string[]] => [
    dayText(one.day),
    numberText(one.calls),
    dollarText(dollarsOf(one.calls)),
  ]);
  return (
    <ChartSection
      title={t.cost(numberText(calls), dollarText(dollarsOf(calls)))}
      help={t.costHelp(dollarText(price.dollars), price.region, price.as_of)}
      table={{ label: t.costTable, columns: [t.day, t.calls, t.dollars], rows }}
    >
      <Chart
        label={t.costTable}
        labels={days.map(({ day }) => dayText(day))}
        series={[{ title: t.calls, values: days.map((one) => one.calls) }]}
        xTitle={t.day}
        yTitle={t.calls}
      />
    </ChartSection>
  );
}
