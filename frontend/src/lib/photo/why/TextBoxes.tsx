import type { ReactNode } from "react";

import type { FoundText } from "@/client";

import { boxesOf, fateOf, type Fate } from "./found-text";
import styles from "./TextBoxes.module.css";
import { goToRow, type Pointing } from "./use-pointing";

const pointsOf = ({ polygon }: FoundText): string => polygon.map(({ x, y }) => `${x},${y}`).join(" ");

function Outline({ text, pointed = false }: { text: FoundText; pointed?: boolean }): ReactNode {
  const points = pointsOf(text);
  return (
    <g className={styles.outline} data-fate={fateOf(text)} data-pointed={pointed}>
      <polygon className={styles.halo} points={points} />
      <polygon className={styles.line} points={points} />
    </g>
  );
}

type Props = { texts: readonly FoundText[]; showAll: boolean; pointing: Pointing };

/** The texts of a photo, drawn over it: for the inside of `PhotoWithBoxes`. The keyboard reaches them in the table. */
export function TextBoxes({ texts, showAll, pointing }: Props): ReactNode {
  const boxes = boxesOf(texts).filter(({ is_taken }) => showAll || is_taken);
  const pointed = texts.find(({ text_id }) => text_id === pointing.textId);
  return (
    <>
      {boxes.map((text) => (
        <Outline key={text.text_id} text={text} />
      ))}
      {/* Drawn once more, on top: moving the box itself would lose the pointer. */}
      {pointed !== undefined && <Outline text={pointed} pointed />}
      {boxes.map((text) => (
        <polygon
          key={text.text_id}
          className={styles.target}
          points={pointsOf(text)}
          data-text-id={text.text_id}
          onPointerEnter={() => pointing.onHover(text.text_id)}
          onPointerLeave={() => pointing.onHover(null)}
          onClick={() => goToRow(text.text_id)}
        />
      ))}
    </>
  );
}

/** How the box of a text looks, for a legend. */
export function BoxSample({ fate }: { fate: Fate }): ReactNode {
  return (
    <svg className={styles.sample} viewBox="0 0 28 16" aria-hidden="true">
      <g className={styles.outline} data-fate={fate}>
        <rect className={styles.halo} x="3" y="3" width="22" height="10" />
        <rect className={styles.line} x="3" y="3" width="22" height="10" />
      </g>
    </svg>
  );
}
