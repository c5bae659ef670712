import type { Box } from "@/client";

/** A place in a photo, in ratios of its width and height. */
export type Place = { x: number; y: number };

/** What is smaller than this part of a side was a tap, and no box. */
const LEAST_SIDE = 0.01;

const within = (ratio: number): number => Math.min(Math.max(ratio, 0), 1);

/**
 * The place of a pointer in a photo.
 *
 * @param pointer - In pixels of the window.
 * @param photo - Where the photo is, in the same pixels.
 * @returns Inside of the photo, whatever the pointer is over.
 */
export const placeIn = (pointer: { clientX: number; clientY: number }, photo: DOMRect): Place => ({
  x: within((pointer.clientX - photo.left) / photo.width),
  y: within((pointer.clientY - photo.top) / photo.height),
});

/** The box with two places as opposite corners; null where it is too small to be meant. */
export function boxBetween(one: Place, other: Place): Box | null {
  const [left, right] = [Math.min(one.x, other.x), Math.max(one.x, other.x)];
  const [top, bottom] = [Math.min(one.y, other.y), Math.max(one.y, other.y)];
  const box = { left, top, width: right - left, height: bottom - top };
  return box.width < LEAST_SIDE || box.height < LEAST_SIDE ? null : box;
}
