import Box from "@cloudscape-design/components/box";
import type { TableProps } from "@cloudscape-design/components/table";
import type { ReactNode } from "react";

import type { Visit, VisitEnd } from "@/client";
import { EndThumbnail } from "@/lib/parking/EndThumbnail";
import { standingWord } from "@/lib/parking/standing";
import { durationText, shortTimeText } from "@/lib/parking/time";
import { texts } from "@/lib/texts";
import { RouterLink } from "@/lib/ui/RouterLink";
import { StatusIndicator } from "@/lib/ui/StatusIndicator";
import { TableOrCards } from "@/lib/ui/TableOrCards";

import styles from "./VisitsTable.module.css";

const { visits: t } = texts;

type Column = TableProps.ColumnDefinition<Visit>;

function Vehicle({ visit, onStale }: { visit: Visit; onStale: () => void }): ReactNode {
  const end = visit.entry ?? visit.exit;
  return (
    <span className={styles.vehicle}>
      {end !== null && <EndThumbnail end={end} onStale={onStale} alt="" />}
      <span>
        <RouterLink to={`/visits/${visit.visit_id}`}>
          <span className={styles.plate}>{visit.plate}</span>
        </RouterLink>
        {visit.permit !== null && <Box color="text-body-secondary">{t.permit(visit.permit, visit.permit_list)}</Box>}
      </span>
    </span>
  );
}

const cameraOf = ({ camera_name, camera_id }: VisitEnd): string => camera_name ?? camera_id;

function At({ at, zone, now, end }: { at: string; zone: string; now: Date; end: VisitEnd | null }): ReactNode {
  return (
    <>
      <time dateTime={at}>{shortTimeText(at, zone, now)}</time>
      {end !== null && <Box color="text-body-secondary">{cameraOf(end)}</Box>}
    </>
  );
}

function Came({ visit: { entry, time_zone }, now }: { visit: Visit; now: Date }): ReactNode {
  return entry === null ? t.notSeen : <At at={entry.at} zone={time_zone} now={now} end={entry} />;
}

function Left({ visit, now }: { visit: Visit; now: Date }): ReactNode {
  if (visit.state === "open") return <StatusIndicator type="in-progress">{t.isInside}</StatusIndicator>;
  if (visit.ended_at === null) return t.unknown;
  return <At at={visit.ended_at} zone={visit.time_zone} now={now} end={visit.exit} />;
}

function stayText({ state, entry, stay_seconds }: Visit, now: Date): string {
  if (stay_seconds !== null) return durationText(stay_seconds);
  if (state !== "open" || entry === null) return t.unknown;
  return t.soFar(durationText((now.getTime() - Date.parse(entry.at)) / 1000));
}

function Stands({ visit: { standing, has_question } }: { visit: Visit }): ReactNode {
  const { text, type } = standingWord(standing);
  return (
    <>
      <div>
        <StatusIndicator type={type}>{text}</StatusIndicator>
      </div>
      {has_question && <StatusIndicator type="info">{t.question}</StatusIndicator>}
    </>
  );
}

const SITE: Column = { id: "site", header: t.columns.site, cell: ({ site_name }) => site_name ?? "", minWidth: 120 };

const columnsFor = (now: Date, onStale: () => void): readonly Column[] => [
  {
    id: "vehicle",
    header: t.columns.vehicle,
    cell: (visit) => <Vehicle visit={visit} onStale={onStale} />,
    isRowHeader: true,
    minWidth: 230,
  },
  { id: "came", header: t.columns.came, cell: (visit) => <Came visit={visit} now={now} />, minWidth: 130 },
  { id: "left", header: t.columns.left, cell: (visit) => <Left visit={visit} now={now} />, minWidth: 130 },
  { id: "stay", header: t.columns.stay, cell: (visit) => stayText(visit, now), minWidth: 130 },
  { id: "standing", header: t.columns.standing, cell: (visit) => <Stands visit={visit} />, minWidth: 170 },
];

type Props = {
  visits: readonly Visit[];
  now: Date;
  /** Whether they are of several sites. */
  ofSites: boolean;
  loading: boolean;
  empty: ReactNode;
  onStale: () => void;
};

/** Visits in rows; on a phone, as cards. */
export function VisitsTable({ visits, now, ofSites, loading, empty, onStale }: Props): ReactNode {
  return (
    <TableOrCards
      items={visits}
      keyOf={({ visit_id }) => visit_id}
      columns={[...columnsFor(now, onStale), ...(ofSites ? [SITE] : [])]}
      wide={["vehicle", "standing"]}
      plain={["vehicle", "standing"]}
      wrapLines
      label={t.title}
      loading={loading}
      loadingText={t.loading}
      empty={empty}
    />
  );
}
