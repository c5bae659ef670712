/** As many characters as the API takes in a plate. */
export const LONGEST_PLATE = 16;

/** What stands between a plate's characters: blanks, dashes, dots at the foot or in the middle. */
const SEPARATORS = /[\p{White_Space}.\-\u2010-\u2015\u00b7\u2022\u30fb]/gu;

/** Letters of other scripts that plates share with Latin, and those that no accent is taken off. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  ...paired("АВЕКМНОРСТУХІЈЅ", "ABEKMHOPCTYXIJS"),
  ...paired("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
  ...{ Đ: "D", Ð: "D", Ł: "L", Ø: "0", Æ: "AE", Œ: "OE" },
};

function paired(from: string, to: string): Record<string, string> {
  return Object.fromEntries(Array.from(from, (character, place) => [character, to.charAt(place)]));
}

/** What of a text can stand on a plate, spelt A-Z and 0-9. */
const plateCharacters = (text: string): string =>
  Array.from(text.normalize("NFKD").toUpperCase(), (character) => LOOK_ALIKES[character] ?? character)
    .join("")
    .replace(/[^A-Z0-9]/g, "");

/** A plate as it will be kept, and the characters of what was typed that cannot be kept in it. */
export type Spelling = { plate: string; strange: readonly string[] };

/**
 * Spells a typed plate as the API does, so that people see what is kept before it is.
 *
 * @param typed - In any case, with blanks, dashes and dots where the plate has them.
 */
export function spell(typed: string): Spelling {
  const composed = Array.from(typed.replace(SEPARATORS, "").normalize("NFC"));
  const strange = composed.filter((character) => plateCharacters(character) === "");
  return { plate: plateCharacters(typed), strange: [...new Set(strange)] };
}
