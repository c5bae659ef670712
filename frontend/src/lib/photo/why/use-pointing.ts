import { useState } from "react";

type Point = (textId: number | null) => void;

/** Which text of the photo is pointed at, in the photo or in the table; null for none. */
export type Pointing = {
  textId: number | null;
  /** The pointer came to a text, or left it. */
  onHover: Point;
  /** The keyboard or a finger came to a text, or left it. */
  onFocus: Point;
};

/** What the photo and the table of one page share. */
export function usePointing(): Pointing {
  const [hovered, onHover] = useState<number | null>(null);
  const [focused, onFocus] = useState<number | null>(null);
  return { textId: hovered ?? focused, onHover, onFocus };
}

/** The id of the element that the photo is in: one a page. */
export const PHOTO_ID = "photo";

/** The id of the button that stands for a text in the table. */
export const buttonIdOf = (textId: number): string => `text-${textId}`;

/** Brings the photo back into the window, where people scrolled on to the table. */
export const showPhoto = (): void => document.getElementById(PHOTO_ID)?.scrollIntoView({ block: "nearest" });

/** Goes to a text's row in the table. */
export const goToRow = (textId: number): void => document.getElementById(buttonIdOf(textId))?.focus();
