import type { ReactNode } from "react";

import type { Read } from "@/client";
import { texts } from "@/lib/texts";
import { Spoken } from "@/lib/ui/Spoken";

import { isDoubtful } from "./doubt";
import styles from "./MarkedPlate.module.css";
import plateStyles from "./Plate.module.css";

/** What the machine read, set as on a plate; each character that a person should look at is marked. */
export function MarkedPlate({ read: { plate, characters } }: { read: Pick<Read, "plate" | "characters"> }): ReactNode {
  const known = characters.map(({ character }) => character).join("") === plate;
  return (
    <strong className={plateStyles.plate} data-large="true">
      <Spoken>{plate}</Spoken>
      <span aria-hidden="true">
        {known ? (
          characters.map((character, place) => (
            <span
              key={place}
              className={styles.character}
              data-doubtful={isDoubtful(character)}
              title={isDoubtful(character) ? texts.review.doubtfulMark(character.character) : undefined}
            >
              {character.character}
            </span>
          ))
        ) : (
          // As high as one with marks.
          <span className={styles.character}>{plate}</span>
        )}
      </span>
    </strong>
  );
}
