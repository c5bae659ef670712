import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { TableProps } from "@cloudscape-design/components/table";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";

import type { PlateList } from "@/client";
import { listsQuery } from "@/lib/api/lists";
import { isAdmin } from "@/lib/auth/auth";
import { numberText } from "@/lib/format";
import { useServices } from "@/lib/services";
import { useStore } from "@/lib/store";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { PageHeading } from "@/lib/ui/PageHeading";
import { RouterLink } from "@/lib/ui/RouterLink";
import { TableOrCards } from "@/lib/ui/TableOrCards";

import { ClearingProgress } from "./ClearingProgress";
import { ListDialog } from "./ListDialog";
import { PermitCheck } from "./PermitCheck";
import { useClearing } from "./use-clearing";

const { lists: t } = texts;

type Column = TableProps.ColumnDefinition<PlateList>;

const columnsFor = (goOn: ((list: PlateList) => void) | null): readonly Column[] => [
  {
    id: "name",
    header: t.columns.name,
    isRowHeader: true,
    minWidth: 180,
    cell: (list) =>
      list.removed_at === null ? (
        <RouterLink to={`/lists/${list.list_id}`}>{list.name}</RouterLink>
      ) : (
        <SpaceBetween size="xxs">
          <span>{list.name}</span>
          <Box color="text-body-secondary">{t.removed(list.entry_count)}</Box>
          {goOn !== null && <Button onClick={() => goOn(list)}>{t.goOnClearing}</Button>}
        </SpaceBetween>
      ),
  },
  { id: "kind", header: t.columns.kind, cell: ({ kind }) => t.kinds[kind], minWidth: 100 },
  { id: "entries", header: t.columns.entries, cell: ({ entry_count }) => numberText(entry_count), minWidth: 90 },
  {
    id: "possible",
    header: t.columns.possible,
    cell: ({ kind, tells_possible }) => (kind === "watch" ? (tells_possible ? t.possible.yes : t.possible.no) : "–"),
    minWidth: 120,
  },
];

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

/** All lists, and whether a plate may be here; administrators change the lists. */
export function ListsPage(): ReactNode {
  const { auth, client } = useServices();
  const mayChange = isAdmin(useStore(auth.session));
  const [adding, setAdding] = useState(false);
  const clearing = useClearing();
  const { data, error, isPending, refetch } = useQuery({ ...listsQuery(client), staleTime: 0 });
  const goOn = mayChange ? ({ list_id }: PlateList): void => void clearing.clear(list_id, "all") : null;
  return (
    <SpaceBetween size="l">
      <PageHeading
        title={t.title}
        lead={t.lead}
        actions={
          mayChange && (
            <Button variant="primary" onClick={() => setAdding(true)}>
              {t.add}
            </Button>
          )
        }
      />
      {error !== null && <ErrorAlert error={error} onRetry={() => void refetch()} />}
      <ClearingProgress clearing={clearing} />
      <TableOrCards
        items={data?.lists ?? []}
        keyOf={({ list_id }) => list_id}
        columns={columnsFor(goOn)}
        wide={["name"]}
        plain={["name"]}
        wrapLines
        label={t.title}
        loading={isPending}
        loadingText={t.loading}
        empty={<Nothing />}
      />
      <PermitCheck />
      {adding && <ListDialog onClose={() => setAdding(false)} />}
    </SpaceBetween>
  );
}
