import type { ReactNode } from "react";

import type { FoundText, Read } from "@/client";
import { percentText } from "@/lib/format";
import { texts as words } from "@/lib/texts";
import { StatusIndicator } from "@/lib/ui/StatusIndicator";

import { reasonText, rowsOf, type Row } from "./found-text";
import styles from "./TextTable.module.css";
import { buttonIdOf, showPhoto, type Pointing } from "./use-pointing";

type Props = {
  texts: readonly FoundText[];
  /** The reads of the photo. */
  reads: readonly Read[];
  /** The one of them that the table is about; null when there is none. */
  readId: string | null;
  pointing: Pointing;
};

function Fate({ text, reads, readId }: { text: FoundText } & Pick<Props, "reads" | "readId">): ReactNode {
  if (!text.is_taken) return <StatusIndicator type="stopped">{words.why.refused}</StatusIndicator>;
  const other = text.read_id === readId ? undefined : reads.find(({ read_id }) => read_id === text.read_id);
  return (
    <StatusIndicator type="success">
      {other === undefined ? words.why.taken : words.why.takenFor(other.plate)}
    </StatusIndicator>
  );
}

function TextRow({ row: { text, line }, pointing, ...about }: { row: Row } & Omit<Props, "texts">): ReactNode {
  const { textId, onHover, onFocus } = pointing;
  return (
    <tr
      data-pointed={textId === text.text_id}
      onPointerEnter={() => onHover(text.text_id)}
      onPointerLeave={() => onHover(null)}
    >
      <th scope="row">
        <button
          type="button"
          id={buttonIdOf(text.text_id)}
          className={styles.text}
          onFocus={() => onFocus(text.text_id)}
          onBlur={() => onFocus(null)}
          onClick={({ currentTarget }) => {
            // Some browsers don't do so by themselves.
            currentTarget.focus();
            showPhoto();
          }}
        >
          {text.text}
        </button>
        {line !== undefined && <div className={styles.line}>{words.why.wordOf(line.text)}</div>}
      </th>
      <td className={styles.fate}>
        <Fate text={text} {...about} />
        <div>{reasonText(text.reason)}</div>
      </td>
      <td className={styles.figure}>{percentText(text.confidence)}</td>
      <td className={styles.look}>{text.look === 1 ? words.why.looks.first : words.why.looks.second}</td>
    </tr>
  );
}

/** Every text of a photo, whether it was taken for a plate, and why. */
export function TextTable({ texts, ...about }: Props): ReactNode {
  const { columns, help } = words.why;
  return (
    <div className={styles.room}>
      <table className={styles.table}>
        <caption>{help}</caption>
        <thead>
          <tr>
            <th scope="col">{columns.text}</th>
            <th scope="col" className={styles.fate}>
              {columns.fate}
            </th>
            <th scope="col" className={styles.figure}>
              {columns.confidence}
            </th>
            <th scope="col" className={styles.look}>
              {columns.look}
            </th>
          </tr>
        </thead>
        <tbody>
          {rowsOf(texts, about.readId).map((row) => (
            <TextRow key={row.text.text_id} row={row} {...about} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
