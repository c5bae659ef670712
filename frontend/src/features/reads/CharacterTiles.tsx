import type { ReactNode } from "react";

import type { Character, Read } from "@/client";
import { percentText } from "@/lib/format";
import { texts } from "@/lib/texts";
import { Bar } from "@/lib/ui/Bar";
import { Spoken } from "@/lib/ui/Spoken";

import styles from "./CharacterTiles.module.css";
import { alternativesOf, isDoubtful } from "@/lib/photo/plate/doubt";

function Alternatives({ character }: { character: Character }): ReactNode {
  return alternativesOf(character).map(({ character: other, confidence }) => (
    <span key={other} className={styles.alternative}>
      {texts.read.orElse} {other === "" ? texts.read.orNothing : <b className={styles.code}>{other}</b>}{" "}
      <span className={styles.figure}>{percentText(confidence)}</span>
    </span>
  ));
}

function Tile({ character }: { character: Character }): ReactNode {
  const doubtful = isDoubtful(character);
  return (
    <li className={styles.tile} data-doubtful={doubtful}>
      <b className={styles.character}>{character.character}</b>
      {doubtful && (
        <span className={styles.mark}>
          <span aria-hidden="true">?</span>
          <Spoken>{texts.read.doubtful}</Spoken>
        </span>
      )}
      <span>{percentText(character.confidence)}</span>
      <Bar ratio={character.confidence} doubtful={doubtful} />
      <Alternatives character={character} />
    </li>
  );
}

/** How sure all of them are together: nothing is called sure that a tile shows another possibility of. */
function sumOf(characters: readonly Character[]): string {
  const doubtful = characters.filter(isDoubtful).length;
  const open = characters.filter((character) => alternativesOf(character).length > 0).length;
  if (doubtful > 0) return texts.read.someDoubtful(doubtful, characters.length);
  return open > 0 ? texts.read.someOpen(open, characters.length) : texts.read.allSure(characters.length);
}

/** Below this nobody need look for a character that the photo does not show. */
const MAY_BE_CUT_FROM = 0.05;

/** Each character of a plate with how sure it is, what else it might be, and whether one more may be hidden. */
export function CharacterTiles({ read: { characters, cut } }: { read: Read }): ReactNode {
  if (characters.length === 0) return <p>{texts.read.charactersUnknown}</p>;
  return (
    <>
      <ol className={styles.tiles} aria-label={texts.read.characters}>
        {characters.map((character, place) => (
          <Tile key={place} character={character} />
        ))}
      </ol>
      <p className={styles.sum}>
        {sumOf(characters)}
        {cut >= MAY_BE_CUT_FROM && <> {texts.read.mayBeCut(percentText(cut))}</>}
      </p>
    </>
  );
}
