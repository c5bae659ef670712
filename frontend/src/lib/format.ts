import { texts } from "@/lib/texts";

const SURENESS = [
  { from: 0.95, word: texts.photo.sureness.almostCertain },
  { from: 0.8, word: texts.photo.sureness.likely },
  { from: 0.5, word: texts.photo.sureness.unsure },
  { from: 0, word: texts.photo.sureness.guess },
] as const;

/**
 * A confidence in words and in percent. Never 100 %: nothing here is that certain.
 *
 * @param confidence - 0 to 1.
 */
export function confidenceText(confidence: number): string {
  const word = SURENESS.find(({ from }) => confidence >= from)?.word ?? texts.photo.sureness.guess;
  return `${word} · ${Math.min(Math.floor(confidence * 100), 99)} %`;
}

const countries = new Intl.DisplayNames("en", { type: "region" });

/**
 * The name of an issuing jurisdiction.
 *
 * @param region - A lower-case ISO 3166 code ("ro", "us-ca"), or "eu"; null when unknown.
 */
export function regionText(region: string | null): string {
  const [country = "", part] = region?.toUpperCase().split("-") ?? [];
  if (!/^[A-Z]{2}$/.test(country)) return texts.photo.regionUnknown;
  const name = countries.of(country) ?? country;
  return part === undefined ? name : `${name} (${part})`;
}

const dateAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** An RFC 3339 time in the reader's own time zone and manner. */
export const timeText = (time: string): string => dateAndTime.format(new Date(time));

const SIZES = [
  { from: 1e6, unit: "MB", digits: 1 },
  { from: 1e3, unit: "kB", digits: 0 },
  { from: 0, unit: "bytes", digits: 0 },
] as const;

/** A file's size, as 2.4 MB. */
export function sizeText(bytes: number): string {
  const { from, unit, digits } = SIZES.find((size) => bytes >= size.from) ?? SIZES[2];
  return `${(bytes / Math.max(from, 1)).toFixed(digits)} ${unit}`;
}
