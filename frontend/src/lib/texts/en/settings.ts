/** How photos are read and kept. */
export const settings = {
  settings: {
    title: "Settings",
    lead: "How photos are read and kept. A change counts within a minute, for photos that arrive after it.",
    loading: "Loading the settings",
    errorRate: "Wrong plates that are bearable",
    errorRateHelp:
      "Of the plates that count without a person's look, this share may be wrong. The lower, the more need review.",
    errorRateOf: (share: string) => `At most ${share}`,
    acceptFrom: (confidence: string) => `accepted from a confidence of ${confidence}`,
    acceptNone: "Every plate goes to a person",
    acceptNoneHelp: "nothing is accepted by the machine alone",
    regions: "Expected regions",
    regionsHelp:
      "Whose plates you see most. It helps to tell O from 0; it never forces a reading. None means anywhere.",
    regionsChoose: "Choose regions",
    regionsFilter: "Find a region",
    regionsNoMatch: "No region is called so.",
    removeRegion: (name: string) => `Remove ${name}`,
    secondLook: "Look twice when in doubt",
    secondLookHelp: "About one photo in six then costs a second call of the text detection, and more plates are read.",
    retention: "Days that photos are kept",
    retentionHelp: (limit: number) => `1 to ${limit}. Then the photo goes, with all that was read in it.`,
    retentionWrong: (limit: number) => `Give a whole number from 1 to ${limit}.`,
    save: "Save",
    saved: "The settings are saved. They count within a minute.",
    changedTitle: "Somebody else has changed the settings meanwhile",
    changedHelp: "Below is what is in force now. Yours were not saved: set them again where you still want to.",
    never: "Nobody has changed anything yet: this is what was deployed.",
    lastChange: (time: string, by: string) => `Last changed ${time} by ${by}.`,
  },
} as const;
