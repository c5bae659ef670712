import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";

import type { Insights } from "@/client";
import { numberText, timeText } from "@/lib/format";
import { texts } from "@/lib/texts";
import { StatusIndicator } from "@/lib/ui/StatusIndicator";

import styles from "./Insights.module.css";

const { nothingLost: t } = texts.insights;
type Meter = NonNullable<Insights["nothing_lost"]>;

const PARTS = ["received", "done", "failed", "in_flight", "waiting", "given_up", "unaccounted"] as const;

function Verdict({ meter }: { meter: Meter }): ReactNode {
  if (meter.unaccounted > 0)
    return <StatusIndicator type="error">{t.lost(meter.unaccounted, meter.sent_again)}</StatusIndicator>;
  if (meter.given_up > 0) return <StatusIndicator type="warning">{t.waiting(meter.given_up)}</StatusIndicator>;
  return <StatusIndicator>{t.good}</StatusIndicator>;
}

/** What became of the photos that arrived, when the log and the bucket were last compared. */
export function NothingLost({ meter }: { meter: Insights["nothing_lost"] }): ReactNode {
  return (
    <Container header={<Header variant="h2">{t.title}</Header>}>
      {meter === null ? (
        <Box color="text-body-secondary">{t.notYet}</Box>
      ) : (
        <SpaceBetween size="m">
          <Verdict meter={meter} />
          {meter.no_record > 0 && <StatusIndicator type="warning">{t.noRecord(meter.no_record)}</StatusIndicator>}
          {meter.photos_gone > 0 && <StatusIndicator type="warning">{t.photosGone(meter.photos_gone)}</StatusIndicator>}
          <dl className={styles.figures}>
            {PARTS.map((part) => (
              <div key={part}>
                <dt>{t.parts[part]}</dt>
                <dd>{numberText(meter[part])}</dd>
              </div>
            ))}
          </dl>
          <Box variant="small">{t.compared(timeText(meter.since), timeText(meter.at))}</Box>
        </SpaceBetween>
      )}
    </Container>
  );
}
