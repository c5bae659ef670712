import type { ReactNode } from "react";

import type { Read } from "@/client";
import { plateColoursText } from "@/lib/format";
import { texts } from "@/lib/texts";

import styles from "./PlateColours.module.css";

type Name = NonNullable<Read["plate_ground"]>["name"];

/** As paints of plates are, not as the photo's light makes them. */
const SHADES: Record<Name, string> = {
  white: "#ffffff",
  yellow: "#f7c600",
  black: "#16191f",
  blue: "#1f4fa8",
  green: "#15803d",
  red: "#c02626",
};

function Swatch({ ground, characters }: { ground: Name; characters: Name }): ReactNode {
  return (
    <svg className={styles.swatch} viewBox="0 0 32 16" aria-hidden="true">
      <rect x="0.5" y="0.5" width="31" height="15" rx="2" fill={SHADES[ground]} stroke="currentColor" />
      <path d="M7 4v8M12 4v8M20 4v8M25 4v8" stroke={SHADES[characters]} strokeWidth="2.4" />
    </svg>
  );
}

/** What colours a plate has, where the photo shows any. */
export function PlateColours({ read }: { read: Read }): ReactNode {
  const text = plateColoursText(read);
  if (text === null) return null;
  const { plate_ground: ground, plate_characters: characters } = read;
  return (
    <>
      <dt>{texts.photo.colours.label}</dt>
      <dd className={styles.colours}>
        {ground !== null && characters !== null && <Swatch ground={ground.name} characters={characters.name} />}
        {text}
      </dd>
    </>
  );
}
