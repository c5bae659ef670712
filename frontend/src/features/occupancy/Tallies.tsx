import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import type { ReactNode } from "react";

import type { Anchor, Occupancy } from "@/client";
import { ChartSection } from "@/lib/charts/ChartSection";
import { TimeChart } from "@/lib/charts/TimeChart";
import { numberText } from "@/lib/format";
import { hourText, siteTimeText } from "@/lib/parking/time";
import { texts } from "@/lib/texts";
import { NumberTable } from "@/lib/ui/NumberTable";

import styles from "./Occupancy.module.css";

const { occupancy: t } = texts;

type Tally = Occupancy["tally"];
type Row = [string, ...string[]];

const figuresOf = ({ entered, left, unread, unmatched }: Tally): string[] =>
  [entered, left, unread, unmatched].map(numberText);

const COLUMNS = [t.entered, t.left, t.unread, t.unmatched];

/** What passed since the count was set, or lately where it never was: in all, and by camera, which shows the one that hangs badly. */
export function ByCamera({ occupancy: { cameras, tally, since } }: { occupancy: Occupancy }): ReactNode {
  const rows = cameras.map((camera): Row => [
    camera.camera_name ?? `${t.cameraGone} (${camera.camera_id})`,
    ...figuresOf(camera),
  ]);
  return (
    <Container
      header={
        <Header variant="h2" description={t.byCameraHelp}>
          {t.byCamera}
        </Header>
      }
    >
      {rows.length === 0 ? (
        <p className={styles.faint}>{t.noCrossings}</p>
      ) : (
        <div className={styles.scroll}>
          <NumberTable
            label={t.byCamera}
            columns={[t.camera, ...COLUMNS]}
            rows={[...rows, [since === null ? t.tallyUncounted : t.tally, ...figuresOf(tally)]]}
          />
          <p className={styles.faint}>{t.unreadHelp}</p>
        </div>
      )}
    </Container>
  );
}

/** The last two days by hour. */
export function Hours({ occupancy: { hours, time_zone } }: { occupancy: Occupancy }): ReactNode {
  if (hours.length === 0) return null;
  const known = hours.flatMap(({ hour, vehicles }) => (vehicles === null ? [] : [{ at: hour, value: vehicles }]));
  const rows = hours.map((one): Row => [
    hourText(one.hour, time_zone),
    one.vehicles === null ? t.unknown : numberText(one.vehicles),
    ...figuresOf(one),
  ]);
  return (
    <ChartSection
      title={t.hours}
      table={{ label: t.hours, columns: [t.hour, t.vehiclesAt, ...COLUMNS], rows: rows.toReversed() }}
    >
      {known.length === 0 ? (
        <p className={styles.faint}>{t.noHours}</p>
      ) : (
        <TimeChart
          label={t.hours}
          points={known}
          title={t.vehiclesAt}
          xTitle={t.hour}
          zone={time_zone}
          timeText={(at) => hourText(at, time_zone)}
        />
      )}
    </ChartSection>
  );
}

const byText = ({ is_by_schedule, by_email }: Anchor): string =>
  is_by_schedule ? t.schedule : (by_email ?? t.somebody);

/** How the count was set: when, to what, by whom, and why. */
export function Corrections({ occupancy: { corrections, time_zone } }: { occupancy: Occupancy }): ReactNode {
  return (
    <Container
      header={
        <Header variant="h2" description={t.correctionsHelp}>
          {t.corrections}
        </Header>
      }
    >
      {corrections.length === 0 ? (
        <p className={styles.faint}>{t.noCorrections}</p>
      ) : (
        <ul className={styles.corrections}>
          {corrections.map((one) => (
            <li key={one.at}>
              <strong>{numberText(one.count)}</strong>
              <span>
                <time dateTime={one.at}>{siteTimeText(one.at, time_zone)}</time> · {byText(one)}
                {!one.is_by_schedule && one.why !== "" && (
                  <>
                    {" · "}
                    <q>{one.why}</q>
                  </>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Container>
  );
}
