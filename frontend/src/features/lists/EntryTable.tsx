import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { TableProps } from "@cloudscape-design/components/table";
import type { ReactNode } from "react";

import type { ListEntry } from "@/client";
import { regionText, timeText } from "@/lib/format";
import { texts } from "@/lib/texts";
import { TableOrCards } from "@/lib/ui/TableOrCards";

const { entries: t } = texts;

const isOver = ({ until }: ListEntry): boolean => until !== null && Date.parse(until) <= Date.now();

const holdsText = (entry: ListEntry): string => {
  const { since, until, hours } = entry;
  const parts = [
    ...(since === null ? [] : [t.since(timeText(since))]),
    ...(until === null ? [] : [isOver(entry) ? t.over : t.until(timeText(until))]),
    ...(hours === "" ? [] : [hours]),
  ];
  return parts.length === 0 ? t.always : parts.join(", ");
};

type Changing = { onChange: (entry: ListEntry) => void; onRemove: (entry: ListEntry) => void };
type Column = TableProps.ColumnDefinition<ListEntry>;

const columnsOf = (siteNames: ReadonlyMap<string, string>): readonly Column[] => [
  {
    id: "plate",
    header: t.columns.plate,
    isRowHeader: true,
    minWidth: 130,
    cell: ({ plate, region, holder }) => (
      <>
        <Box variant="strong">{plate}</Box>
        {region !== null && <Box color="text-body-secondary">{regionText(region)}</Box>}
        {holder !== null && <Box color="text-body-secondary">{holder}</Box>}
      </>
    ),
  },
  { id: "holds", header: t.columns.holds, cell: holdsText, minWidth: 150 },
  {
    id: "where",
    header: t.columns.where,
    cell: ({ site_ids }) => site_ids.map((id) => siteNames.get(id) ?? id).join(", ") || t.anywhere,
    minWidth: 110,
  },
  { id: "how", header: t.columns.how, cell: ({ tolerance }) => t.tolerances[tolerance], minWidth: 110 },
  { id: "reason", header: t.columns.reason, cell: ({ reason }) => reason ?? "–", minWidth: 140 },
  {
    id: "by",
    header: t.columns.by,
    cell: ({ added_by, added_by_email, added_at }) => (
      <>
        {added_by_email ?? texts.audit.gone(added_by)}
        <Box color="text-body-secondary">{timeText(added_at)}</Box>
      </>
    ),
    minWidth: 150,
  },
];

const actionsOf = ({ onChange, onRemove }: Changing): Column => ({
  id: "actions",
  header: t.actions,
  minWidth: 190,
  cell: (entry) => (
    <SpaceBetween direction="horizontal" size="xs">
      <Button ariaLabel={t.changeTitle(entry.plate)} onClick={() => onChange(entry)}>
        {t.change}
      </Button>
      <Button ariaLabel={t.removeOne(entry.plate)} onClick={() => onRemove(entry)}>
        {t.remove}
      </Button>
    </SpaceBetween>
  ),
});

function Nothing(): ReactNode {
  return (
    <Box textAlign="center" padding={{ vertical: "l" }}>
      <Box variant="strong">{t.empty}</Box>
      <Box variant="p" color="text-body-secondary">
        {t.emptyHelp}
      </Box>
    </Box>
  );
}

type Props = {
  entries: readonly ListEntry[];
  label: string;
  loading: boolean;
  siteNames: ReadonlyMap<string, string>;
  /** Of those who may. */
  changing: Changing | null;
};

/** Entries of a list. */
export function EntryTable({ entries, label, loading, siteNames, changing }: Props): ReactNode {
  return (
    <TableOrCards
      items={entries}
      keyOf={({ entry_id }) => entry_id}
      columns={[...columnsOf(siteNames), ...(changing === null ? [] : [actionsOf(changing)])]}
      wide={["plate", "actions"]}
      plain={["plate", "actions"]}
      wrapLines
      label={label}
      loading={loading}
      loadingText={t.loading}
      empty={<Nothing />}
    />
  );
}
