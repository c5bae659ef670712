import type { ReactNode } from "react";

import type { Colour } from "@/client";

import styles from "./Swatches.module.css";

/** As paints are, not as the photo's light makes them. */
const SHADES: Record<Colour, string> = {
  white: "#ffffff",
  yellow: "#f7c600",
  black: "#16191f",
  blue: "#1f4fa8",
  green: "#15803d",
  red: "#c02626",
  grey: "#75797f",
  silver: "#c6cacf",
  orange: "#ee7a10",
  brown: "#6b4423",
};

const CAR =
  "M2 11.5V9.4q0-1.7 1.8-2l4-.8 3.4-3.8q.7-.8 1.8-.8h7.4q1 0 1.8.7l4.2 3.9 2.2.5q1.4.3 1.4 1.7v2.7" +
  "q0 .9-.9.9H2.9q-.9 0-.9-.8z";
const WINDOWS = "M10.4 6.4 13 3.5h3v2.9zM17.5 3.5h2.7l3 2.9h-5.7z";

type Props = {
  /** What it is of; where the words beside it say that, it is only a picture. */
  label?: string;
};

function Swatch({ label, children }: Props & { children: ReactNode }): ReactNode {
  const about =
    label === undefined ? ({ "aria-hidden": true } as const) : ({ role: "img", "aria-label": label } as const);
  return (
    <svg className={styles.swatch} viewBox="0 0 32 16" {...about}>
      {children}
    </svg>
  );
}

/** A plate in its colours. */
export function PlateSwatch({
  ground,
  characters,
  ...about
}: Props & { ground: Colour; characters: Colour | null }): ReactNode {
  return (
    <Swatch {...about}>
      <rect x="0.5" y="0.5" width="31" height="15" rx="2" fill={SHADES[ground]} stroke="currentColor" />
      {characters !== null && <path d="M7 4v8M12 4v8M20 4v8M25 4v8" stroke={SHADES[characters]} strokeWidth="2.4" />}
    </Swatch>
  );
}

/** A vehicle in its paint. */
export function VehicleSwatch({ colour, ...about }: Props & { colour: Colour }): ReactNode {
  return (
    <Swatch {...about}>
      <path d={CAR} fill={SHADES[colour]} stroke="currentColor" />
      <path d={WINDOWS} fill="currentColor" />
      <path d="M6 12.4a2.6 2.6 0 0 0 5.2 0zM21.4 12.4a2.6 2.6 0 0 0 5.2 0z" fill="currentColor" />
    </Swatch>
  );
}
