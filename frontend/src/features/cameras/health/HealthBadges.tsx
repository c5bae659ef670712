import type { ReactNode } from "react";

import type { Ailment, Camera } from "@/client";
import { texts } from "@/lib/texts";
import { StatusIndicator, type StatusIndicatorProps } from "@/lib/ui/StatusIndicator";

const { cameras, watching: t } = texts;

const TYPES: Record<Ailment, StatusIndicatorProps.Type> = {
  silent: "error",
  clock_off: "warning",
  reads_falling: "warning",
};

type Spending = NonNullable<Camera["budget"]>["spending"];

const SPENDING: Readonly<Partial<Record<Spending, string>>> = {
  warning: t.budgetNearlySpent,
  spent: t.budgetSpent,
};

/** How a camera is, in a word for each thing that is wrong. */
export function HealthBadges({ camera, siteIsActive }: { camera: Camera; siteIsActive: boolean }): ReactNode {
  const { is_active, last_photo, health, budget } = camera;
  if (!is_active || !siteIsActive) return <StatusIndicator type="stopped">{cameras.inactive}</StatusIndicator>;
  if (last_photo === null) return <StatusIndicator type="pending">{t.noPhoto}</StatusIndicator>;
  const spending = SPENDING[budget?.spending ?? "fine"];
  if (health.ailments.length === 0 && spending === undefined)
    return <StatusIndicator type="success">{t.well}</StatusIndicator>;
  return (
    <>
      {health.ailments.map((ailment) => (
        <div key={ailment}>
          <StatusIndicator type={TYPES[ailment]}>{t.ailments[ailment]}</StatusIndicator>
        </div>
      ))}
      {spending !== undefined && <StatusIndicator type="warning">{spending}</StatusIndicator>}
    </>
  );
}
