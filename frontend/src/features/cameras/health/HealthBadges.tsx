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

/** How a camera is, in a word for each thing that is wrong. */
export function HealthBadges({ camera, siteIsActive }: { camera: Camera; siteIsActive: boolean }): ReactNode {
  const { is_active, last_photo, health } = camera;
  if (!is_active || !siteIsActive) return <StatusIndicator type="stopped">{cameras.inactive}</StatusIndicator>;
  if (last_photo === null) return <StatusIndicator type="pending">{t.noPhoto}</StatusIndicator>;
  if (health.ailments.length === 0) return <StatusIndicator type="success">{t.well}</StatusIndicator>;
  return health.ailments.map((ailment) => (
    <div key={ailment}>
      <StatusIndicator type={TYPES[ailment]}>{t.ailments[ailment]}</StatusIndicator>
    </div>
  ));
}
