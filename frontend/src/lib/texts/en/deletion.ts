import { count } from "./count.ts";

/** Deleting a photo for good. */
export const deletion = {
  deletion: {
    delete: "Delete",
    title: "Delete this photo?",
    what: "The photo, its close-ups, all text found in it and its plates are deleted for good, and no search finds them any more. Nobody can bring them back.",
    stays: "Only a receipt stays. It says that you deleted the photo, when and why. It names no plate.",
    whyTitle: "Why are you deleting it?",
    whyMissing: "Choose a reason. You need one to delete somebody else's photo.",
    reasons: {
      own_wish: "The uploader wants it deleted",
      privacy_request: "Somebody in the photo asked for it",
      not_relevant: "It is not useful here",
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
      "More copies of the photo had arrived than can be removed at once. The rest will be removed within an hour. Nobody can find them until then.",
  },
} as const;
