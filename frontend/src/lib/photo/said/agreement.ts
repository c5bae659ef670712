import type { Read, Said } from "@/client";
import { currentPlate } from "@/lib/review/choice";

/** How the device's own plate stands to a read: the same, that of another read of the photo, or another one. */
export type Agreement = "agrees" | "other" | "differs";

/**
 * Compares what a device read with a read as it stands by now.
 *
 * @param said - What the device said; null where none said anything.
 * @param read - The read.
 * @param reads - All of the photo.
 * @returns Null where the device read nothing.
 */
export function agreementOf(said: Said | null, read: Read, reads: readonly Read[]): Agreement | null {
  const plate = said?.opinion?.comparable_plate;
  if (plate === undefined) return null;
  if (plate === currentPlate(read)) return "agrees";
  return reads.some((one) => one.read_id !== read.read_id && currentPlate(one) === plate) ? "other" : "differs";
}
