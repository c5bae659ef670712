import type { ReactNode } from "react";

import styles from "./AccountPage.module.css";
import { qrCode } from "./qr/qr-code";

/** Readers need an empty margin of four modules (ISO/IEC 18004). */
const MARGIN = 4;

/** A text as a picture that phones read. It is dark on white in the dark, too: many phones read no other. */
export function QrCode({ text, label }: { text: string; label: string }): ReactNode {
  const modules = qrCode(text);
  const path = modules.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  const size = modules.length + 2 * MARGIN;
  return (
    <svg
      className={styles.code}
      role="img"
      aria-label={label}
      viewBox={`${-MARGIN} ${-MARGIN} ${size} ${size}`}
      shapeRendering="crispEdges"
    >
      <rect x={-MARGIN} y={-MARGIN} width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
