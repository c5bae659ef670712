import Toggle from "@cloudscape-design/components/toggle";
import { useState, type ComponentProps, type ReactNode } from "react";

import type { FoundText } from "@/client";
import { texts as words } from "@/lib/texts";

import { PhotoWithBoxes } from "@/lib/photo/PhotoWithBoxes";
import styles from "./PhotoWithTexts.module.css";
import { fateOf, FATES, type Fate } from "./found-text";
import { BoxSample, TextBoxes } from "./TextBoxes";
import { PHOTO_ID, type Pointing } from "./use-pointing";

type Props = ComponentProps<typeof PhotoWithBoxes> & {
  /** All text of the photo; undefined while it is not known: the reads are framed instead. */
  texts: readonly FoundText[] | undefined;
  pointing: Pointing;
};

function Legend({ fates }: { fates: readonly Fate[] }): ReactNode {
  return (
    <ul className={styles.legend}>
      {fates.map((fate) => (
        <li key={fate}>
          <BoxSample fate={fate} /> {words.why.legend[fate]}
        </li>
      ))}
    </ul>
  );
}

/** A photo with the text that was found framed in it, taken and refused. */
export function PhotoWithTexts({ texts, reads, pointing, ...photo }: Props): ReactNode {
  const [showAll, setShowAll] = useState(true);
  if (texts === undefined || texts.length === 0) return <PhotoWithBoxes {...photo} reads={reads} />;
  const shownFates = FATES.filter(
    (fate) => (fate === "taken" || showAll) && texts.some((text) => fateOf(text) === fate),
  );
  return (
    <div id={PHOTO_ID} className={styles.photo}>
      {/* The machine's reads are among the texts; what people typed is not. */}
      <PhotoWithBoxes {...photo} reads={reads.filter(({ source }) => source === "person")}>
        <TextBoxes texts={texts} showAll={showAll} pointing={pointing} />
      </PhotoWithBoxes>
      <div className={styles.key}>
        <Toggle checked={showAll} onChange={({ detail }) => setShowAll(detail.checked)}>
          {words.why.showAll}
        </Toggle>
        <Legend fates={shownFates} />
      </div>
    </div>
  );
}
