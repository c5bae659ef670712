import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { TableProps } from "@cloudscape-design/components/table";
import type { ReactNode } from "react";

import type { AuditAction, AuditEntry } from "@/client";
import { timeText, timeZone } from "@/lib/format";
import { texts } from "@/lib/texts";
import { RouterLink } from "@/lib/ui/RouterLink";
import { TableOrCards } from "@/lib/ui/TableOrCards";

import { detailsOf, isSearch } from "./details";

const { audit: t } = texts;

/** Where an entry's target has a page. A deleted photo has none. */
const PAGES: Partial<Record<AuditAction, (target: string) => { pathname: string; hash?: string; search?: string }>> = {
  searched: (plate) => ({ pathname: "/plates", hash: `#${encodeURIComponent(plate)}` }),
  counted: (plate) => ({ pathname: "/plates", hash: `#${encodeURIComponent(plate)}` }),
  exported: (plate) => ({ pathname: "/plates", hash: `#${encodeURIComponent(plate)}` }),
  viewed_plate: (plate) => ({ pathname: "/plates", hash: `#${encodeURIComponent(plate)}` }),
  viewed_read: (readId) => ({ pathname: `/reads/${readId}` }),
  reviewed: (readId) => ({ pathname: `/reads/${readId}` }),
  changed_site: () => ({ pathname: "/cameras" }),
  changed_camera: (cameraId) => ({ pathname: `/cameras/${cameraId}` }),
  made_secret: (cameraId) => ({ pathname: `/cameras/${cameraId}` }),
  revoked_secret: (cameraId) => ({ pathname: `/cameras/${cameraId}` }),
  invited_person: () => ({ pathname: "/people" }),
  changed_groups: () => ({ pathname: "/people" }),
  switched_person: () => ({ pathname: "/people" }),
  changed_settings: () => ({ pathname: "/settings" }),
  viewed_audit: (month) => ({ pathname: "/audit", search: `?month=${month}` }),
};

/** What was searched for may be a pattern, and no plate. */
const isPattern = ({ details }: AuditEntry): boolean => details.match === "pattern";

function Target({ entry }: { entry: AuditEntry }): ReactNode {
  const { action, target, details } = entry;
  if (details.read_ids !== undefined) return t.chosenReads;
  if (target === "") return isSearch(action) ? t.anyPlate : t.nothing;
  const page = isPattern(entry) ? undefined : PAGES[action];
  const shown = entry.target_email ?? target;
  return page === undefined ? shown : <RouterLink to={page(target)}>{shown}</RouterLink>;
}

const COLUMNS: TableProps.ColumnDefinition<AuditEntry>[] = [
  { id: "at", header: t.columns.at(timeZone), cell: ({ at }) => timeText(at), minWidth: 170 },
  {
    id: "by",
    header: t.columns.by,
    cell: ({ by, by_email }) => by_email ?? t.gone(by),
    isRowHeader: true,
    minWidth: 180,
  },
  { id: "action", header: t.columns.action, cell: ({ action }) => t.actions[action], minWidth: 150 },
  { id: "target", header: t.columns.target, cell: (entry) => <Target entry={entry} />, minWidth: 150 },
  { id: "details", header: t.columns.details, cell: (entry) => detailsOf(entry).join("; "), minWidth: 240 },
];

function Nothing({ filtered }: { filtered: boolean }): ReactNode {
  return (
    <Box textAlign="center" padding={{ vertical: "l" }}>
      <SpaceBetween size="xs">
        <Box variant="strong">{filtered ? t.nothingFound : t.empty}</Box>
        <Box variant="p" color="text-body-secondary">
          {filtered ? t.nothingFoundHelp : t.emptyHelp}
        </Box>
      </SpaceBetween>
    </Box>
  );
}

type Props = { entries: readonly AuditEntry[]; loading: boolean; filtered: boolean };

/** Entries of the audit, each with the way to what it is about. */
export function AuditTable({ entries, loading, filtered }: Props): ReactNode {
  return (
    <TableOrCards
      items={entries}
      columns={COLUMNS}
      wide={["by", "details"]}
      plain={["by"]}
      wrapLines
      label={t.title}
      loading={loading}
      loadingText={t.loading}
      empty={<Nothing filtered={filtered} />}
    />
  );
}
