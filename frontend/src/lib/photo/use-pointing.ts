import { useState } from "react";

/** Which text of the photo is pointed at, in the photo or in the table; null for none. */
export type Pointing = { textId: number | null; pointAt: (textId: number | null) => void };

/** What the photo and the table of one page share. */
export function usePointing(): Pointing {
  const [textId, pointAt] = useState<number | null>(null);
  return { textId, pointAt };
}

/** The id of the element that the photo is in: one a page. */
export const PHOTO_ID = "photo";

/** The id of the button that stands for a text in the table. */
export const buttonIdOf = (textId: number): string => `text-${textId}`;

/** Brings the photo back into the window, where people scrolled on to the table. */
export const showPhoto = (): void => document.getElementById(PHOTO_ID)?.scrollIntoView({ block: "nearest" });

/** Goes to a text's row in the table. */
export const goToRow = (textId: number): void => document.getElementById(buttonIdOf(textId))?.focus();
