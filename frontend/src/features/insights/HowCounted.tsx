import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import type { ReactNode } from "react";

import type { CountedBy } from "@/client";
import { texts } from "@/lib/texts";

import type { Counts } from "./figures";
import { splitsHours } from "./range";

const { insights: t } = texts;

type Props = { by: CountedBy; total: Counts; isComplete: boolean; now: Date };

/** What one has to know of the way things are counted to take them for what they are. */
export function HowCounted({ by, total, isComplete, now }: Props): ReactNode {
  const photos = (total.done ?? 0) + (total.failed ?? 0);
  const untimed = by === "capture" ? (total.without_time ?? 0) : 0;
  const said = [
    t.how[by],
    ...(untimed > 0 ? [t.withoutTime(untimed, photos)] : []),
    ...(splitsHours(now) ? [t.wholeHours] : []),
  ];
  return (
    <>
      <Box variant="p" color="text-body-secondary">
        {said.join(" ")}
      </Box>
      {!isComplete && <Alert type="info">{t.olderByArrival}</Alert>}
    </>
  );
}
