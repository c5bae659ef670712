import type { ReactNode } from "react";

import type { Read } from "@/client";
import { texts } from "@/lib/texts";
import { StatusIndicator, type StatusIndicatorProps } from "@/lib/ui/StatusIndicator";

const TYPES: Record<Read["status"], StatusIndicatorProps.Type> = {
  accepted: "success",
  needs_review: "warning",
  confirmed: "success",
  corrected: "info",
  rejected: "stopped",
};

/** Whether a read can be relied on, as a sign and a word. */
export function ReadStatus({ status }: Pick<Read, "status">): ReactNode {
  return <StatusIndicator type={TYPES[status]}>{texts.photo.readStatuses[status]}</StatusIndicator>;
}
