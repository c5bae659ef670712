import type { CountedBy } from "@/client";

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

export const COUNTED_BY = ["capture", "arrival"] as const satisfies readonly CountedBy[];

/** Which hour an address wants things counted in: as in Reads, that in which a photo was taken, unless it says so. */
export const countedByOf = (search: string): CountedBy =>
  COUNTED_BY.find((by) => by === new URLSearchParams(search).get("by")) ?? "capture";

/** The query that asks for these days, counted so. */
export const searchOf = (range: Range, by: CountedBy): string =>
  `?${new URLSearchParams({
    ...("days" in range ? { days: String(range.days) } : range),
    ...(by === "capture" ? {} : { by }),
  }).toString()}`;

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

/** How many of the last days, in UTC, may still change as photos arrive: today, and the day before where clocks differ. */
const LIVE_DAYS = 2;

/**
 * Days of UTC in two parts: those that are over, and the last ones, which are asked for again at each change.
 *
 * @returns The parts that there are, oldest first.
 */
export function partsOf(days: { from: string; to: string }, now: Date): { from: string; to: string; live: boolean }[] {
  const day = (daysAgo: number): string => new Date(now.getTime() - daysAgo * 86_400_000).toISOString().slice(0, 10);
  const [lastOver, firstLive] = [day(LIVE_DAYS), day(LIVE_DAYS - 1)];
  const over = { from: days.from, to: days.to < lastOver ? days.to : lastOver, live: false };
  const live = { from: days.from > firstLive ? days.from : firstLive, to: days.to, live: true };
  return [over, live].filter(({ from, to }) => from <= to);
}

/** Whether days begin within an hour of UTC in the reader's zone, as in India: counts are kept by whole hours. */
export const splitsHours = (now: Date): boolean => now.getTimezoneOffset() % 60 !== 0;
