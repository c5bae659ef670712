import type { ReactNode } from "react";

import styles from "./NumberTable.module.css";

type Cell = string | number;
type Props = { label: string; columns: readonly string[]; rows: readonly (readonly [Cell, ...Cell[]])[] };

/** Figures in rows; the first cell of each says what they are of. */
export function NumberTable({ label, columns, rows }: Props): ReactNode {
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
      <tbody>
        {rows.map(([name, ...figures], row) => (
          // Two rows may be called the same: an hour that comes twice, as clocks go back.
          <tr key={`${name} ${row}`}>
            <th scope="row">{name}</th>
            {figures.map((figure, i) => (
              <td key={columns[i + 1]}>{figure}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
