import type { Visit, VisitEnd } from "@/client";

/** Which way a vehicle was seen going: in, out, or on a spot; null where nobody knows. */
export type Way = "in" | "out" | "there";

/** Tells which way a vehicle went by the visit that its photo belongs to. */
export function wayOf(seen: VisitEnd, visit: Pick<Visit, "entry" | "exit"> | null): Way | null {
  if (!seen.is_at_gate) return "there";
  if (visit?.exit?.read_id === seen.read_id) return "out";
  return visit?.entry?.read_id === seen.read_id ? "in" : null;
}
