import type { ReactNode } from "react";

import type { Settings } from "@/client";
import { numberText } from "@/lib/format";
import { texts } from "@/lib/texts";

import { StatusIndicator, type StatusIndicatorProps } from "./StatusIndicator";

type Budget = NonNullable<Settings["budget"]>;

const TYPES: Record<Budget["spending"], StatusIndicatorProps.Type> = {
  fine: "info",
  warning: "warning",
  spent: "warning",
};

type Props = { budget: Budget | null; ofCamera?: boolean };

/** How the day's budget of DetectText calls stands, of all photos or of a camera; nothing where there is none. */
export function BudgetState({ budget, ofCamera = false }: Props): ReactNode {
  if (budget === null) return null;
  const { calls_today, calls_a_day, spending } = budget;
  const says = ofCamera ? texts.budget.ofCamera : texts.budget;
  return (
    <StatusIndicator type={TYPES[spending]}>
      {says[spending](numberText(calls_today), numberText(calls_a_day))}
    </StatusIndicator>
  );
}
