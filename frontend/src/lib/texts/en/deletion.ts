import { count } from "./count.ts";

/** Deleting a photo for good. */
export const deletion = {
  deletion: {
    delete: "Delete",
    title: "Delete this photo?",
    what: "The photo, its close-ups, all text found in it, its plates and every way to find them are deleted for good. Nobody can bring them back.",
    stays: "What stays is a receipt: that you deleted it, when and why. It names no plate.",
    whyTitle: "Why is it deleted?",
    whyMissing: "Choose a reason: deleting somebody else's photo needs one.",
    reasons: {
      own_wish: "Its uploader wishes so",
      privacy_request: "Somebody in it asked for it",
      not_relevant: "It is of no use here",
      other: "Another reason",
    },
    keep: "Keep it",
    confirm: "Delete for good",
    close: "Close",
    deletedTitle: "The photo is deleted",
    receipt: (time: string, reads: number) =>
      `Deleted ${time}, and ${reads === 0 ? "no plate" : count(reads, "plate", "plates")} with it.`,
    receiptId: (id: string) => `Receipt: ${id}`,
    restGoes:
      "More copies of the photo had arrived than are removed at once. The rest goes within an hour; nobody can find any of it.",
  },
} as const;
