/** As the API has months: 2026-05, in UTC. */
const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;

/** A year of entries is kept. */
const MONTHS_BACK = 12;

const monthOf = (moment: Date): string => moment.toISOString().slice(0, 7);

/** The months that may have entries, the present one first. */
export const monthsUpTo = (now: Date): string[] =>
  Array.from({ length: MONTHS_BACK + 1 }, (_, back) =>
    monthOf(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back))),
  );

/** The month that an address asks for; the present one where it asks for none. */
export function monthAsked(search: string, now: Date): string {
  const asked = new URLSearchParams(search).get("month") ?? "";
  return MONTH.test(asked) ? asked : monthOf(now);
}
