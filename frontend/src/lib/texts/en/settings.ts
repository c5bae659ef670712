/** How photos are read and kept. */
export const settings = {
  settings: {
    title: "Settings",
    lead: "How photos are read and kept. A change takes effect within a minute, for photos that arrive after that.",
    loading: "Loading the settings",
    errorRate: "Share of wrong plates allowed",
    errorRateHelp:
      "Of the plates accepted without a person's check, this share may be wrong. A lower share sends more plates to review.",
    errorRateOf: (share: string) => `At most ${share}`,
    acceptFrom: (confidence: string) => `accepted from a confidence of ${confidence}`,
    acceptNone: "Every plate goes to a person",
    acceptNoneHelp: "nothing is accepted by the machine alone",
    regions: "Expected regions",
    regionsHelp:
      "Where most of the plates you see come from. This helps to tell O from 0, but never forces a reading. Choose none if plates come from anywhere.",
    regionsChoose: "Choose regions",
    regionsFilter: "Find a region",
    regionsNoMatch: "No region has this name.",
    removeRegion: (name: string) => `Remove ${name}`,
    secondLook: "Look twice when in doubt",
    secondLookHelp:
      "More plates are read, but about one photo in six, and nearly every one without a plate, costs a second call to the text detection.",
    retention: "Days to keep photos",
    retentionHelp: (limit: number) =>
      `1 to ${limit}. After that, the photo is deleted with everything that was read in it.`,
    retentionWrong: (limit: number) => `Enter a whole number from 1 to ${limit}.`,
    withHit: "Photos with a listed plate",
    withoutHit: "Photos without a listed plate",
    apartHelp: "Leave this empty to keep them as long as other photos.",
    apartWrong: (days: number) => `Enter a whole number, at most ${days} days, or nothing.`,
    apartOrder: "Photos with a listed plate cannot be kept for a shorter time than those without one.",
    unit: "Unit",
    units: { hours: "hours", days: "days" },
    needsPurpose: "Ask for a purpose before a search",
    needsPurposeHelp:
      "Operators state why they search, and may add a case number. Both are kept in the audit. Without a purpose, nothing is found.",
    holdDays: "Days for which a photo can be held",
    holdDaysHelp: "1 to 3650. Operators can protect photos from being deleted for that long at most.",
    holdDaysWrong: "Enter a whole number from 1 to 3650.",
    calls: "DetectText calls a day",
    callsHelp: (price: string) =>
      `The daily budget, in UTC days. Leave it empty for no limit. Above it, photos wait until the next day, or until you raise it; none is lost. Each call costs about ${price}.`,
    callsWrong: "Enter a whole number from 1 to 10,000,000, or nothing.",
    save: "Save",
    saved: "The settings are saved. They take effect within a minute.",
    changedTitle: "Somebody else has changed the settings in the meantime",
    changedHelp:
      "Below are the settings in force now. Your changes were not saved. Make them again if you still want them.",
    never: "Nobody has changed the settings yet. These are the values that were deployed.",
    lastChange: (time: string, by: string) => `Last changed ${time} by ${by}.`,
  },
  /** How the day's budget of DetectText calls stands. */
  budget: {
    fine: (calls: string, of: string) => `Today (UTC): ${calls} of ${of} DetectText calls.`,
    warning: (calls: string, of: string) =>
      `Today (UTC): ${calls} of ${of} DetectText calls. Once all are made, photos wait until the next day.`,
    spent: (calls: string, of: string) =>
      `Today (UTC): ${calls} of ${of} DetectText calls. Photos that arrive now wait until the next day, or until an administrator raises the budget.`,
    ofCamera: {
      fine: (calls: string, of: string) => `Today (UTC): ${calls} of this camera's ${of} DetectText calls.`,
      warning: (calls: string, of: string) =>
        `Today (UTC): ${calls} of this camera's ${of} DetectText calls. Once all are made, its photos wait until the next day.`,
      spent: (calls: string, of: string) =>
        `Today (UTC): ${calls} of this camera's ${of} DetectText calls. Its photos that arrive now wait until the next day, or until an administrator raises its budget. Photos of other cameras do not wait for it.`,
    },
  },
} as const;
