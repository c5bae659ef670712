import Table, { type TableProps } from "@cloudscape-design/components/table";
import type { ReactNode } from "react";

import { CardTable } from "./CardTable";
import { useNarrow } from "./use-narrow";

/** Which rows are chosen, and how that is said. */
export type Selection<T> = {
  selected: readonly T[];
  onChange: (selected: T[]) => void;
  isSelected: (item: T) => boolean;
  onToggle: (item: T) => void;
  /** What choosing is called, for one and for all rows. */
  label: string;
  labelOfAll: string;
  labelOf: (item: T) => string;
};

/** By which column rows are sorted, and what to do when another order is wanted. */
export type Sorting<T> = {
  column: TableProps.SortingColumn<T>;
  descending: boolean;
  onChange: (descending: boolean) => void;
};

export type TableOrCardsProps<T> = {
  items: readonly T[];
  /** Names a row; its place does where rows are only ever added at the end. */
  keyOf?: (item: T) => string;
  columns: readonly TableProps.ColumnDefinition<T>[];
  /** Ids of columns that take a card's whole width. */
  wide?: readonly string[];
  /** Ids of columns that speak for themselves, so that a card does not name them. */
  plain?: readonly string[];
  label: string;
  loading: boolean;
  loadingText: string;
  /** What stands there where no row does. */
  empty: ReactNode;
  selection?: Selection<T> | undefined;
  sorting?: Sorting<T> | undefined;
  wrapLines?: boolean;
};

type WideProps<T> = Pick<TableProps<T>, "selectionType" | "selectedItems" | "onSelectionChange" | "ariaLabels">;

const chooserOf = <T,>(label: string, selection: Selection<T> | undefined): WideProps<T> =>
  selection === undefined
    ? { ariaLabels: { tableLabel: label } }
    : {
        selectionType: "multi",
        selectedItems: selection.selected,
        onSelectionChange: ({ detail }) => selection.onChange(detail.selectedItems),
        ariaLabels: {
          tableLabel: label,
          selectionGroupLabel: selection.label,
          allItemsSelectionLabel: () => selection.labelOfAll,
          itemSelectionLabel: (_all, item) => selection.labelOf(item),
        },
      };

const sorterOf = <T,>(sorting: Sorting<T> | undefined): Partial<TableProps<T>> =>
  sorting === undefined
    ? {}
    : {
        sortingColumn: sorting.column,
        sortingDescending: sorting.descending,
        onSortingChange: ({ detail }) => sorting.onChange(detail.isDescending ?? false),
      };

/** A table; where the window is too narrow for its columns, a card for each of its rows. */
export function TableOrCards<T>(props: TableOrCardsProps<T>): ReactNode {
  const { items, keyOf, columns, label, selection, sorting, wrapLines = false, loading, loadingText, empty } = props;
  if (useNarrow()) return <CardTable {...props} />;
  return (
    <Table
      items={items}
      {...(keyOf === undefined ? {} : { trackBy: keyOf })}
      columnDefinitions={columns}
      variant="container"
      contentDensity="compact"
      wrapLines={wrapLines}
      loading={loading}
      loadingText={loadingText}
      empty={empty}
      {...chooserOf(label, selection)}
      {...sorterOf(sorting)}
    />
  );
}
