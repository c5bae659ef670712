/** Days that are looked at: so many up to today, or from one to another, both included. */
export type Range = { days: Preset } | { from: string; to: string };

export const PRESETS = [1, 7, 30, 90] as const;
export type Preset = (typeof PRESETS)[number];
const DEFAULT: Range = { days: 7 };

/** A day of the calendar in the reader's zone, as 2026-05-01. */
const DAY = /^\d{4}-\d{2}-\d{2}$/;

const isDay = (text: string | null): text is string =>
  text !== null && DAY.test(text) && !Number.isNaN(Date.parse(`${text}T00:00`));

/** The days that an address asks for; the last seven where it asks for none. */
export function rangeOf(search: string): Range {
  const query = new URLSearchParams(search);
  const [from, to] = [query.get("from"), query.get("to")];
  if (isDay(from) && isDay(to)) return { from, to };
  const days = PRESETS.find((preset) => String(preset) === query.get("days"));
  return days === undefined ? DEFAULT : { days };
}

/** The query that asks for these days. */
export const searchOf = (range: Range): string =>
  `?${new URLSearchParams("days" in range ? { days: String(range.days) } : range).toString()}`;

/** The day that a moment lies in, in the reader's zone. */
export const dayOf = (moment: Date): string =>
  [
    moment.getFullYear(),
    String(moment.getMonth() + 1).padStart(2, "0"),
    String(moment.getDate()).padStart(2, "0"),
  ].join("-");

/** When a day begins in the reader's zone. */
export const startOf = (day: string): Date => new Date(`${day}T00:00`);

/** The day so many days after another; clocks that are put forward or back make no difference. */
export function dayAfter(day: string, days: number): string {
  const noon = new Date(`${day}T12:00`);
  noon.setDate(noon.getDate() + days);
  return dayOf(noon);
}

/** The first and the last day of a range. */
export function daysOf(range: Range, now: Date): { from: string; to: string } {
  if (!("days" in range)) return range;
  const to = dayOf(now);
  return { from: dayAfter(to, 1 - range.days), to };
}

/** The same days as the API has them, in UTC: they begin before, or end after, those of the reader's zone. */
export function utcDaysOf({ from, to }: { from: string; to: string }): { from: string; to: string } {
  const utcDay = (moment: Date): string => moment.toISOString().slice(0, 10);
  return { from: utcDay(startOf(from)), to: utcDay(new Date(startOf(dayAfter(to, 1)).getTime() - 1)) };
}
