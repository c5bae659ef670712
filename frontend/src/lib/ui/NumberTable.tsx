import type { ReactNode } from "react";

import styles from "./NumberTable.module.css";
import { useNarrow } from "./use-narrow";

type Cell = string | number;
type Row = readonly [Cell, ...Cell[]];
type Props = { label: string; columns: readonly string[]; rows: readonly Row[] };

/** Beside more of them a phone has no room for a longer name: it would break at each word, or within one. */
const FEW_COLUMNS = 3;
const SHORT_NAME_CHARACTERS = 12;

const isLong = (name: Cell): boolean => String(name).length > SHORT_NAME_CHARACTERS;

/** Figures in rows; the first cell of each says what they are of. In a narrow window long names stand above them. */
export function NumberTable({ label, columns, rows }: Props): ReactNode {
  const isNarrow = useNarrow();
  const stacked = isNarrow && columns.length > FEW_COLUMNS && rows.some(([name]) => isLong(name));
  const Rows = stacked ? NameAbove : NameBeside;
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <Rows columns={columns} rows={rows} />
    </table>
  );
}

// Two rows may be called the same: an hour that comes twice, as clocks go back.
const keyOf = ([name]: Row, row: number): string => `${name} ${row}`;

function NameBeside({ columns, rows }: Omit<Props, "label">): ReactNode {
  return (
    <tbody>
      {rows.map((row, i) => (
        <tr key={keyOf(row, i)}>
          <th scope="row">{row[0]}</th>
          <Figures columns={columns} row={row} />
        </tr>
      ))}
    </tbody>
  );
}

function NameAbove({ columns, rows }: Omit<Props, "label">): ReactNode {
  return rows.map((row, i) => (
    <tbody key={keyOf(row, i)} className={styles.group}>
      <tr>
        <th scope="rowgroup" colSpan={columns.length}>
          {row[0]}
        </th>
      </tr>
      <tr>
        <td />
        <Figures columns={columns} row={row} />
      </tr>
    </tbody>
  ));
}

function Figures({ columns, row: [, ...figures] }: { columns: readonly string[]; row: Row }): ReactNode {
  return figures.map((figure, i) => <td key={columns[i + 1]}>{figure}</td>);
}
