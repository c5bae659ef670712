import { once } from "@/lib/once";
import { locale } from "@/lib/texts/language";

/** Times at a site are shown by the site's clocks: what happened there, people there remember so. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string, options: Intl.DateTimeFormatOptions, name: string): Intl.DateTimeFormat {
  const key = `${name} ${zone}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
  formats.set(key, format);
  return format;
}

/** A day and a time at a site: 1 May 2026, 17:00. */
export const siteTimeText = (at: string, zone: string): string =>
  formatOf(zone, { dateStyle: "medium", timeStyle: "short" }, "time").format(new Date(at));

const clockText = (at: Date, zone: string): string => formatOf(zone, { timeStyle: "short" }, "clock").format(at);

const dayNames = { weekday: "short", day: "numeric", month: "short" } as const;

/** A time at a site as short as it can be understood: the clock alone where it was today. */
export function shortTimeText(at: string, zone: string, now: Date): string {
  const moment = new Date(at);
  if (dayIn(zone, moment) === dayIn(zone, now)) return clockText(moment, zone);
  return `${formatOf(zone, dayNames, "day").format(moment)} ${clockText(moment, zone)}`;
}

/** A day and an hour of it, for the axis of a chart. */
export const hourText = (at: string, zone: string): string =>
  formatOf(zone, { weekday: "short", day: "numeric", hour: "numeric", minute: "2-digit" }, "hour").format(new Date(at));

/** The day (2026-05-01) that a moment lies in, in a zone. */
export function dayIn(zone: string, moment: Date): string {
  const parts = new Intl.DateTimeFormat("en-CA", { dateStyle: "short", timeZone: zone }).format(moment);
  return parts;
}

/** The hour of the day, 0 to 23, that a moment lies in, in a zone. */
export const hourIn = (zone: string, moment: Date): number =>
  Number(formatOf(zone, { hour: "2-digit", hourCycle: "h23" }, "h").formatToParts(moment).find(isHour)?.value ?? 0);

const isHour = ({ type }: Intl.DateTimeFormatPart): boolean => type === "hour";

/** By how much a zone is ahead of UTC at a moment, in milliseconds. */
function aheadMs(zone: string, moment: Date): number {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(moment);
  const n = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((part) => part.type === type)?.value);
  const local = Date.UTC(n("year"), n("month") - 1, n("day"), n("hour"), n("minute"), n("second"));
  return local - Math.floor(moment.getTime() / 1000) * 1000;
}

/** By how much a zone's clocks are ahead of the reader's at a moment, in milliseconds. */
export const aheadOfReaderMs = (at: string, zone: string): number =>
  aheadMs(zone, new Date(at)) + new Date(at).getTimezoneOffset() * 60_000;

/**
 * The moment at which a zone's clocks show a time.
 *
 * @param local - Such as 2026-05-01T17:00.
 * @param zone - By its name.
 * @returns Of two such moments the first one; where the clocks skip the time, it is shown an hour later.
 */
export function momentOf(local: string, zone: string): Date {
  const asUtc = new Date(`${local}Z`);
  const first = new Date(asUtc.getTime() - aheadMs(zone, asUtc));
  const again = new Date(asUtc.getTime() - aheadMs(zone, first));
  const earlier = new Date(asUtc.getTime() - aheadMs(zone, new Date(asUtc.getTime() - 86_400_000)));
  return aheadMs(zone, earlier) === asUtc.getTime() - earlier.getTime() ? earlier : again;
}

/** What a zone's clocks show at a moment, as a field for a day and a time takes it: 2026-05-01T17:00. */
export const localOf = (moment: Date, zone: string): string =>
  new Date(moment.getTime() + aheadMs(zone, moment)).toISOString().slice(0, 16);

/** The day so many days after another. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T12:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** When a day begins in a zone, as the API takes it. */
export const startOfDay = (day: string, zone: string): string => momentOf(`${day}T00:00`, zone).toISOString();

const STEPS = [
  { unit: "day", seconds: 86_400 },
  { unit: "hour", seconds: 3_600 },
  { unit: "minute", seconds: 60 },
] as const;

const ago = once(() => new Intl.RelativeTimeFormat(locale, { numeric: "always", style: "short" }));

/** How long ago something was: 3 min. ago. What was less than a minute ago is as of the last minute. */
export function agoText(at: string, now: Date): string {
  const seconds = Math.max(0, (now.getTime() - Date.parse(at)) / 1000);
  const { unit, seconds: step } = STEPS.find((one) => seconds >= one.seconds) ?? STEPS[2];
  return ago().format(-Math.floor(seconds / step), unit);
}

const unitText = (n: number, unit: string): string =>
  new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(n);

/** A length of time, by its two largest parts: 2 hr 5 min. */
export function durationText(seconds: number): string {
  let left = Math.max(0, Math.floor(seconds / 60)) * 60;
  const parts = STEPS.flatMap(({ unit, seconds: step }) => {
    const n = Math.floor(left / step);
    left -= n * step;
    return n === 0 ? [] : [unitText(n, unit)];
  });
  return parts.length === 0 ? unitText(0, "minute") : parts.slice(0, 2).join(" ");
}
