/** Holding photos longer than their time. */
export const hold = {
  hold: {
    hold: "Hold this photo",
    held: "Held",
    help: "The photo and everything read in it stay until the end of that day. Until then nobody can delete them.",
    reason: "Reason for the hold",
    reasonWrong: (least: number, most: number) => `Enter ${least} to ${most} characters.`,
    until: "Hold until the end of",
    untilWrong: "Choose a day that is not over.",
    untilTooLong: "This is longer than administrators allow. Choose an earlier day.",
    heldUntil: (time: string) => `Held until ${time}`,
    why: (reason: string) => `Reason: ${reason}.`,
    by: (by: string, time: string) => `Set by ${by}, ${time}.`,
    notWhole: "The hold is still being completed. This takes an hour at most.",
    change: "Change the hold",
    release: "Release this photo",
    releaseHelp:
      "After that, the photo is kept only as long as it would have been without the hold, but at least one more day.",
    released: (time: string, by: string) => `The hold was released by ${by}. The photo is kept until ${time}.`,
    sha256: "SHA-256 of the photo as it was sent",
    cancel: "Cancel",
  },
} as const;
