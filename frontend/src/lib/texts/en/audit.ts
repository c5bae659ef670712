/** Who did what. */
export const audit = {
  administrators: {
    only: "This page is for administrators",
    onlyHelp:
      "Your account is not in their group. Ask an administrator to add it: that counts within 15 minutes, or at once if you sign in anew.",
  },
  audit: {
    title: "Audit",
    lead: "Who looked up, viewed, decided on, exported and deleted what. Nobody can change it, and looking here is written down as well.",
    month: "Month",
    monthHint: "It begins and ends in UTC.",
    previous: "The month before",
    next: "The month after",
    loading: "Loading who did what",
    empty: "Nobody did anything in this month",
    emptyHelp:
      "Each search, each view of somebody else's read, each decision, export and deletion is written down the moment it happens, and stands here some seconds later. Choose another month, or come back when somebody has worked.",
    more: "Load more",
    columns: {
      at: (zone: string) => `When (${zone})`,
      by: "Who",
      action: "What",
      target: "Of what",
      details: "Details",
    },
    gone: (id: string) => `${id} (no account or confirmed address)`,
    nothing: "none",
    /** Of what, where a search asked for no plate. */
    anyPlate: "any plate",
    actions: {
      searched: "Searched",
      viewed_read: "Viewed a read",
      viewed_plate: "Viewed a plate's history",
      reviewed: "Decided on a read",
      exported: "Exported",
      deleted: "Deleted a photo",
      viewed_audit: "Looked at the audit",
      changed_settings: "Changed the settings",
    },
    detail: (label: string, value: string) => `${label}: ${value}`,
    labels: {
      match: "match",
      status: "status",
      region: "region",
      uploader: "uploader",
      camera_id: "camera",
      least_confidence: "confidence from",
      most_confidence: "confidence up to",
      page: "page",
      format: "as",
      reads: "reads",
      decision: "decision",
      from: "from",
      to: "to",
      reason: "reason",
      said_at: "said to be of",
    },
    /** Of a search, where from and to are times. */
    seen: { from: "seen from", to: "seen before" },
    values: {
      match: { exact: "as typed", fuzzy: "nearly so", pattern: "pattern" },
      page: { first: "first", further: "further" },
      format: { csv: "CSV", jsonl: "JSON lines" },
      decision: { confirm: "confirmed", correct: "corrected", reject: "rejected", undo: "taken back" },
    },
  },
} as const;
