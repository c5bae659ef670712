import { useState, type ComponentProps, type PointerEvent, type ReactNode } from "react";

import type { Box } from "@/client";
import { PhotoWithBoxes } from "@/lib/photo/PhotoWithBoxes";

import { boxBetween, placeIn, type Place } from "./box-between";
import styles from "./DrawBox.module.css";

type Props = Omit<ComponentProps<typeof PhotoWithBoxes>, "children"> & {
  box: Box | null;
  /** Whether a finger moves the photo instead of drawing in it: where it is larger than its place. */
  isMovedByTouch?: boolean;
  /** Told of every change while somebody draws; null for a tap, which takes the box away. */
  onDraw: (box: Box | null) => void;
  /** Told once a box is there and nobody draws any more: what moves the photo may come now. */
  onDrawn?: () => void;
};

const placeOf = (event: PointerEvent<HTMLElement>): Place =>
  placeIn(event, event.currentTarget.getBoundingClientRect());

/** A photo in which a box can be drawn by mouse, finger or pen. What it is for can be done without one as well. */
export function DrawBox({ box, isMovedByTouch = false, onDraw, onDrawn, ...photo }: Props): ReactNode {
  const [start, setStart] = useState<Place | null>(null);
  const end = (from: Place, to: Place): void => {
    const drawn = boxBetween(from, to);
    onDraw(drawn);
    if (drawn !== null) onDrawn?.();
  };
  return (
    <div
      role="presentation"
      className={styles.canvas}
      data-moved-by-touch={isMovedByTouch || undefined}
      onDragStart={(event) => event.preventDefault()}
      onPointerDown={(event) => {
        if (!event.isPrimary || event.button !== 0 || (isMovedByTouch && event.pointerType === "touch")) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setStart(placeOf(event));
      }}
      onPointerMove={(event) => {
        if (start !== null && event.isPrimary) onDraw(boxBetween(start, placeOf(event)));
      }}
      onPointerUp={(event) => {
        if (start !== null && event.isPrimary) end(start, placeOf(event));
        setStart(null);
      }}
      onPointerCancel={() => setStart(null)}
    >
      <PhotoWithBoxes {...photo}>
        {box !== null && (
          <>
            <rect className={styles.halo} x={box.left} y={box.top} width={box.width} height={box.height} />
            <rect className={styles.line} x={box.left} y={box.top} width={box.width} height={box.height} />
          </>
        )}
      </PhotoWithBoxes>
    </div>
  );
}
