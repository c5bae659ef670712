import type { DeleteReason } from "@/client";

/** Why a photo may be deleted, in the order in which people choose. */
export const DELETE_REASONS = [
  "privacy_request",
  "own_wish",
  "not_relevant",
  "other",
] as const satisfies readonly DeleteReason[];
