import Badge from "@cloudscape-design/components/badge";
import type { TableProps } from "@cloudscape-design/components/table";
import type { ReactNode } from "react";
import { Link } from "react-router";

import type { FoundRead } from "@/client";
import { CameraName } from "@/lib/cameras/CameraName";
import { Direction } from "@/lib/cameras/Direction";
import { confidenceText, originText, timeText, timeZone } from "@/lib/format";
import { FoundColours } from "@/lib/photo/colours/FoundColours";
import { TagChips } from "@/lib/notes/TagChips";
import { PlateText } from "@/lib/photo/plate/PlateText";
import { ReadAs } from "@/lib/photo/plate/ReadAs";
import { ReadStatus } from "@/lib/photo/ReadStatus";
import { currentPlate } from "@/lib/review/choice";
import { texts } from "@/lib/texts";
import { RouterLink } from "@/lib/ui/RouterLink";
import { TableOrCards, type Selection } from "@/lib/ui/TableOrCards";

import styles from "./FoundTable.module.css";
import type { Order } from "./order";

const { reads: t } = texts;

type Column = TableProps.ColumnDefinition<FoundRead>;

function Photo({ read }: { read: FoundRead }): ReactNode {
  return (
    <Link to={`/reads/${read.read_id}`} className={styles.photo}>
      <img src={read.thumbnail_url} alt={t.photoOf(currentPlate(read))} loading="lazy" decoding="async" />
    </Link>
  );
}

function PlateCell({ read, ofOnePlate }: { read: FoundRead; ofOnePlate: boolean }): ReactNode {
  const plate = currentPlate(read);
  return (
    <div className={styles.plate}>
      <RouterLink to={`/reads/${read.read_id}`}>
        <span className={styles.code}>
          <PlateText read={read} />
        </span>
      </RouterLink>
      <ReadAs read={read} />
      {!ofOnePlate && <TagChips words={read.tags} label={texts.notes.tagsOf(plate)} />}
      {!ofOnePlate && <RouterLink to={{ pathname: "/plates", hash: `#${plate}` }}>{t.allSightings}</RouterLink>}
    </div>
  );
}

const PHOTO: Column = { id: "photo", header: t.columns.photo, cell: (read) => <Photo read={read} />, width: 112 };
const plateColumn = (ofOnePlate: boolean): Column => ({
  id: "plate",
  header: t.columns.plate,
  cell: (read) => <PlateCell read={read} ofOnePlate={ofOnePlate} />,
  isRowHeader: true,
  minWidth: 136,
});
const SEEN = { sortingField: "seen_at" } as const;
const seenColumn = (isSortable: boolean): Column => ({
  id: "seen",
  header: t.columns.seen(timeZone),
  cell: (read) => <span className={styles.time}>{timeText(read.seen_at)}</span>,
  minWidth: 178,
  ...(isSortable ? SEEN : {}),
});
const STATUS: Column = {
  id: "status",
  header: t.columns.status,
  cell: (read) => (
    <>
      <ReadStatus status={read.status} />
      {read.is_held && <Badge color="blue">{texts.hold.held}</Badge>}
    </>
  ),
  minWidth: 140,
};
/** A cell without any is empty, so that a card does not name it. */
const hasColours = ({ plate_ground, vehicle_colour }: FoundRead): boolean =>
  plate_ground !== null || vehicle_colour !== null;
const COLUMNS: readonly Column[] = [
  { id: "confidence", header: t.columns.confidence, cell: (read) => confidenceText(read.confidence), minWidth: 130 },
  { id: "region", header: t.columns.region, cell: originText, minWidth: 110 },
  {
    id: "colours",
    header: t.columns.colours,
    cell: (read) => (hasColours(read) ? <FoundColours read={read} /> : ""),
    minWidth: 120,
  },
  {
    id: "camera",
    header: t.columns.camera,
    cell: ({ camera_id, movement }) => (
      <>
        {camera_id === null ? t.noCamera : <CameraName id={camera_id} />} <Direction movement={movement} />
      </>
    ),
    minWidth: 92,
  },
];
const matchColumn = (match: (read: FoundRead) => string): Column => ({
  id: "match",
  header: t.columns.match,
  cell: match,
  minWidth: 120,
});

type Props = {
  reads: readonly FoundRead[];
  label: string;
  loading: boolean;
  empty: ReactNode;
  /** How a read's plate matches the one asked for; undefined where none was. */
  match?: ((read: FoundRead) => string) | undefined;
  /** All are of the same plate: none needs the way to its other sightings. */
  ofOnePlate?: boolean;
  selection?: Selection<FoundRead> | undefined;
  /** In which order they come; whoever changes it has them looked for anew. */
  order?: { value: Order; onChange: (order: Order) => void };
};

/** Reads, each with the ways to all about it and to its plate's other sightings. */
export function FoundTable({
  reads,
  label,
  loading,
  empty,
  match,
  ofOnePlate = false,
  selection,
  order,
}: Props): ReactNode {
  const columns = [
    PHOTO,
    plateColumn(ofOnePlate),
    ...(match === undefined ? [] : [matchColumn(match)]),
    STATUS,
    seenColumn(order !== undefined),
    ...COLUMNS,
  ];
  return (
    <TableOrCards
      items={reads}
      keyOf={(read) => read.read_id}
      columns={columns}
      plain={["photo", "plate"]}
      label={label}
      loading={loading}
      loadingText={t.loading}
      empty={empty}
      wrapLines
      selection={selection}
      sorting={
        order && {
          column: SEEN,
          descending: order.value === "newest",
          onChange: (descending) => order.onChange(descending ? "newest" : "oldest"),
        }
      }
    />
  );
}
