/** Why a line of a file is left out, by the rule that it breaks; what stands in the sentence comes by name. */
type Values = Partial<Record<string, string>>;

export const importRules = {
  importRules: {
    formula: ({ field }: Values) =>
      `${field}: this begins like a formula of a spreadsheet (=, +, - or @). Write its value instead.`,
    cells: ({ cells, columns }: Values) =>
      `This line has ${cells} cells, and the first one names ${columns} columns. Put what has a comma or a semicolon in it between quotes.`,
    sites: () => "sites: one of these names no site, or several. Write names as on the page Cameras, with | between.",
    quote: () => "A quote in this line is not closed, or more stands behind it.",
    moment: ({ field }: Values) => `${field}: write a day such as 2026-05-31, or a time such as 2026-05-31T18:00.`,
    tolerance: ({ known }: Values) => `tolerance: write one of ${known}.`,
    number: ({ field }: Values) => `${field}: write a number.`,
    order: () => "until: this is not after since. Give a later time, or leave one of them out.",
    many_sites: ({ most }: Values) => `sites: give at most ${most}, or none for everywhere.`,
    group: () => "most_at_a_time: this is of a group. Name the group that shares the permit.",
    over: () => "until: this is over already, so that the entry would never be hit. Give a later time.",
    pattern: () => "plate: a list takes whole plates, no patterns. Leave out * and ?, and choose a tolerance instead.",
    no_plate: () => "plate: this is no plate. Give its letters and digits.",
    short_plate: ({ least }: Values) => `plate: no plate has fewer than ${least} characters. Give all of it.`,
    long_plate: ({ most }: Values) => `plate: no plate has more than ${most} characters. Give fewer.`,
    probability: ({ least }: Values) => `least_probability: give ${least} to 1.`,
    most: ({ most }: Values) => `most_at_a_time: give 1 to ${most}, or leave it out for any number.`,
    region: () => "region: there is no such region. Give a code such as de or us-ca, or leave it out for any.",
    hours: () => "hours: these cannot be understood. Write such as Mon-Fri 08:00-18:00; Sat 22:00-02:00.",
    one_line: ({ field }: Values) =>
      `${field}: control characters and line breaks are not allowed. Write it in one line.`,
    long: ({ field, most, length }: Values) => `${field}: give at most ${most} characters; these are ${length}.`,
    twice: ({ line }: Values) => `plate: line ${line} has the same plate. Leave one of them out.`,
  },
} as const;
