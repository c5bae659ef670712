import { useDeferredValue, type ReactNode } from "react";

/** What a chart has beside its own height: titles, marks and air; and a legend, where it has one. */
const AROUND_PX = 88;
const LEGEND_PX = 36;

type Props = { height: number; hasLegend?: boolean; children: ReactNode };

/**
 * Draws a chart when the page around it is there, and keeps its place free until then: for each chart that measures its
 * labels the browser lays out the page anew, and the figures stand beside it as a table.
 */
export function AfterFigures({ height, hasLegend = false, children }: Props): ReactNode {
  const isDue = useDeferredValue(true, false);
  return isDue ? children : <div style={{ blockSize: height + AROUND_PX + (hasLegend ? LEGEND_PX : 0) }} />;
}
