import Checkbox from "@cloudscape-design/components/checkbox";
import type { TableProps } from "@cloudscape-design/components/table";
import type { ReactNode } from "react";

import styles from "./CardTable.module.css";
import { StatusIndicator } from "./StatusIndicator";
import type { Selection, TableOrCardsProps } from "./TableOrCards";

type ContentProps<T> = { column: TableProps.ColumnDefinition<T>; isNamed: boolean; item: T };

/** A cell: what is in it, under the name of its column unless it speaks for itself. */
function Content<T>({ column, isNamed, item }: ContentProps<T>): ReactNode {
  const content = column.cell(item);
  return (
    <>
      {isNamed && content !== "" && (
        <span className={styles.label} aria-hidden="true">
          {column.header}
        </span>
      )}
      {content}
    </>
  );
}

function SelectionCell<T>({ item, selection }: { item: T; selection: Selection<T> }): ReactNode {
  const { isSelected, onToggle, labelOf } = selection;
  return (
    <div role="cell" className={styles.wide}>
      <Checkbox checked={isSelected(item)} onChange={() => onToggle(item)} ariaLabel={labelOf(item)}>
        <span aria-hidden="true">{selection.label}</span>
      </Checkbox>
    </div>
  );
}

type CardProps<T> = Pick<TableOrCardsProps<T>, "columns" | "wide" | "plain" | "selection"> & { item: T };

/** A row as a card. */
function Card<T>({ item, columns, wide = [], plain = [], selection }: CardProps<T>): ReactNode {
  return (
    <div role="row" className={`${styles.card} ${selection?.isSelected(item) === true ? styles.chosen : ""}`}>
      {selection !== undefined && <SelectionCell item={item} selection={selection} />}
      {columns.map((column) => (
        <div
          key={column.id}
          role={column.isRowHeader === true ? "rowheader" : "cell"}
          className={wide.includes(column.id ?? "") ? styles.wide : undefined}
        >
          <Content column={column} isNamed={!plain.includes(column.id ?? "")} item={item} />
        </div>
      ))}
    </div>
  );
}

/** A table for narrow windows: each row a card, which says of what its cells are. To people who hear it, it is a table. */
export function CardTable<T>(props: TableOrCardsProps<T>): ReactNode {
  const { items, keyOf, columns, label, loading, loadingText, empty, ...card } = props;
  return (
    <>
      <div role="table" aria-label={label} className={styles.table}>
        <div role="rowgroup" className={styles.names}>
          <div role="row">
            {card.selection !== undefined && <div role="columnheader">{card.selection.label}</div>}
            {columns.map(({ id, header }) => (
              <div key={id} role="columnheader">
                {header}
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" className={styles.rows}>
          {items.map((item, i) => (
            <Card key={keyOf?.(item) ?? i} item={item} columns={columns} {...card} />
          ))}
        </div>
      </div>
      {items.length === 0 && !loading && <div className={styles.state}>{empty}</div>}
      <div role="status">{loading && <StatusIndicator type="loading">{loadingText}</StatusIndicator>}</div>
    </>
  );
}
