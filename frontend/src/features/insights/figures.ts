import type { Insights } from "@/client";

import { dayAfter, dayOf, startOf } from "./range";
import shared from "@/lib/figures.json";

export type Counts = Readonly<Record<string, number>>;
export type Hour = { at: Date; counts: Counts };
/** Plates in a stretch of time, and how many of them the machine was unsure of. */
export type Slot = { label: string; reads: number; doubtful: number };
/** How often the text detection was asked on a day. */
export type CallsOfDay = { day: string; calls: number };
export type Bucket = { label: string; count: number };
export type Tenth = { tenth: number; decided: number; right: number };

/** Upper ends of the classes of time, in seconds, as the API counts them; one more is open. */
export const SECONDS_EDGES: readonly number[] = shared.reading_time_edges_seconds;

const countOf = (counts: Counts, name: string): number => counts[name] ?? 0;

/** The hours that lie within some days of the reader's zone. */
export function hoursWithin({ hours }: Insights, { from, to }: { from: string; to: string }): Hour[] {
  const [start, end] = [startOf(from), startOf(dayAfter(to, 1))];
  return hours
    .map(({ hour, counts }) => ({ at: new Date(`${hour}:00Z`), counts }))
    .filter(({ at }) => at >= start && at < end);
}

/** All counts together. */
export function totalOf(hours: readonly Hour[]): Counts {
  const total: Record<string, number> = {};
  for (const { counts } of hours)
    for (const [name, count] of Object.entries(counts)) total[name] = (total[name] ?? 0) + count;
  return total;
}

/** Counts by what stands after the colon of their names: the largest first, none below one. */
export function named(total: Counts, prefix: string): [name: string, count: number][] {
  return Object.entries(total)
    .filter(([name, count]) => name.startsWith(prefix) && count > 0)
    .map(([name, count]): [string, number] => [name.slice(prefix.length), count])
    .sort(([a, n], [b, m]) => m - n || a.localeCompare(b));
}

const slotOf = (label: string, hours: readonly Hour[]): Slot => {
  const total = totalOf(hours);
  return { label, reads: countOf(total, "reads"), doubtful: countOf(total, "status:needs_review") };
};

function grouped<K>(hours: readonly Hour[], keyOf: (at: Date) => K): Map<K, Hour[]> {
  const groups = new Map<K, Hour[]>();
  for (const hour of hours) groups.set(keyOf(hour.at), [...(groups.get(keyOf(hour.at)) ?? []), hour]);
  return groups;
}

/** The calls of every day of some days. */
export function callsByDay(hours: readonly Hour[], { from, to }: { from: string; to: string }): CallsOfDay[] {
  const groups = grouped(hours, dayOf);
  const days: CallsOfDay[] = [];
  for (let day = from; day <= to; day = dayAfter(day, 1))
    days.push({ day, calls: countOf(totalOf(groups.get(day) ?? []), "detect_text_calls") });
  return days;
}

/** Every day of some days, those without any plate as well. */
export function byDay(hours: readonly Hour[], { from, to }: { from: string; to: string }): Slot[] {
  const groups = grouped(hours, dayOf);
  const slots: Slot[] = [];
  for (let day = from; day <= to; day = dayAfter(day, 1)) slots.push(slotOf(day, groups.get(day) ?? []));
  return slots;
}

/** The 24 hours of the day in the reader's zone, all days together. */
export function byHourOfDay(hours: readonly Hour[]): Slot[] {
  const groups = grouped(hours, (at) => at.getHours());
  return Array.from({ length: 24 }, (_, hour) => slotOf(`${String(hour).padStart(2, "0")}:00`, groups.get(hour) ?? []));
}

/** For each tenth of confidence that people decided on: how many, and how many were right. */
export function tenthsOf(total: Counts): Tenth[] {
  return Array.from({ length: 10 }, (_, tenth) => ({
    tenth,
    decided: countOf(total, `judged:${tenth}`),
    right: countOf(total, `right:${tenth}`),
  })).filter(({ decided }) => decided > 0);
}

/** How many photos took how long, by classes. */
export const secondsOf = (total: Counts): number[] =>
  [...SECONDS_EDGES, "more"].map((edge) => countOf(total, `seconds:${edge}`));

/**
 * The upper end of the class that the median of the times lies in.
 *
 * @returns Seconds; "more" in the open class, null without any photo.
 */
export function medianSeconds(total: Counts): number | "more" | null {
  const classes = secondsOf(total);
  const half = classes.reduce((sum, n) => sum + n, 0) / 2;
  if (half === 0) return null;
  let passed = 0;
  const place = classes.findIndex((n) => (passed += n) >= half);
  return SECONDS_EDGES[place] ?? "more";
}

/** A share of a whole, 0 to 1; null of nothing. */
export const shareOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
