/** Why somebody looks plates up. */
export const purpose = {
  purpose: {
    title: "Purpose of your searches",
    needed: "State the purpose of your searches first",
    help: "It is kept in the audit with what you search for. This tab remembers it for four hours, or until you sign out.",
    reason: "Purpose",
    reasonHelp: "In one line, for example: stolen vehicle reported by the owner.",
    reasonWrong: (least: number, most: number) => `Enter ${least} to ${most} characters.`,
    reference: "Case number (optional)",
    referenceWrong: (most: number) => `Enter at most ${most} characters.`,
    give: "Use this purpose",
    cancel: "Cancel",
    said: (purpose: string) => `Purpose: ${purpose}`,
    withReference: (reason: string, reference: string) => `${reason} (${reference})`,
    state: "State a purpose",
    change: "Change the purpose",
  },
} as const;
