import type { ReactNode } from "react";

import type { Read } from "@/client";

import styles from "./PhotoWithBoxes.module.css";

type Props = {
  src: string;
  alt: string;
  reads: readonly Read[];
  /** Pixels, upright, where known: the page then doesn't jump when the photo arrives. */
  size?: { width: number; height: number } | null;
  onError?: () => void;
  /** More to draw over the photo, as SVG in ratios of its width and height. */
  children?: ReactNode;
};

const percent = (ratio: number): string => `${ratio * 100}%`;

/** A photo with the plates that were read framed in it; each frame has the number of its read where there are several. */
export function PhotoWithBoxes({ src, alt, reads, size, onError, children }: Props): ReactNode {
  return (
    <div className={styles.frame}>
      <img
        decoding="async"
        className={styles.photo}
        src={src}
        alt={alt}
        width={size?.width}
        height={size?.height}
        onError={onError}
      />
      <svg className={styles.boxes} viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
        {reads.map(({ read_id, polygon, status }) => {
          const points = polygon.map(({ x, y }) => `${x},${y}`).join(" ");
          return (
            <g key={read_id}>
              <polygon className={styles.halo} points={points} />
              <polygon className={styles.box} data-status={status} points={points} />
            </g>
          );
        })}
        {children}
      </svg>
      {reads.length > 1 &&
        reads.map(
          ({ read_id, bounding_box, status }, index) =>
            bounding_box !== null && (
              <span
                key={read_id}
                className={styles.number}
                data-status={status}
                style={{ left: percent(bounding_box.left), top: percent(bounding_box.top) }}
                aria-hidden="true"
              >
                {index + 1}
              </span>
            ),
        )}
    </div>
  );
}
