import type { Colour, Read, ToldColour } from "@/client";
import figures from "@/lib/figures.json";
import { once } from "@/lib/once";
import { texts } from "@/lib/texts";
import { locale } from "@/lib/texts/language";

const SURENESS = [
  // What is accepted at the usual error rate.
  { from: figures.accepted_from_confidence, word: texts.photo.sureness.almostCertain },
  { from: 0.8, word: texts.photo.sureness.likely },
  { from: 0.5, word: texts.photo.sureness.unsure },
  { from: 0, word: texts.photo.sureness.guess },
] as const;

/**
 * A probability in percent, rounded down. Never 100 % and never nothing: nothing here is that certain.
 *
 * @param probability - 0 to 1.
 */
export const percentText = (probability: number): string =>
  probability < 0.01 ? texts.format.belowOnePercent : texts.format.percent(Math.min(Math.floor(probability * 100), 99));

/** A threshold in percent, to one place: 95.4 %. */
export const exactPercentText = (probability: number): string =>
  texts.format.percent(Math.round(probability * 1000) / 10);

/**
 * A confidence in words and in percent; of what a person typed, that it was typed.
 *
 * @param confidence - 0 to 1; null where nothing was reckoned.
 */
export function confidenceText(confidence: number | null): string {
  if (confidence === null) return texts.missed.byPerson;
  const word = SURENESS.find(({ from }) => confidence >= from)?.word ?? texts.photo.sureness.guess;
  return `${word} · ${percentText(confidence)}`;
}

const countries = once(() => new Intl.DisplayNames(locale, { type: "region" }));

/**
 * The name of an issuing jurisdiction.
 *
 * @param region - A lower-case ISO 3166 code ("ro", "us-ca"), or "eu"; null when unknown.
 */
export function regionText(region: string | null): string {
  const [country = "", part] = region?.toUpperCase().split("-") ?? [];
  if (!/^[A-Z]{2}$/.test(country)) return texts.photo.regionUnknown;
  const name = countries().of(country) ?? country;
  return part === undefined ? name : `${name} (${part})`;
}

/** What a person says of a plate that is from nowhere they could name. */
export const UNKNOWN_REGION = "unknown";

/** A region as a person corrected it. */
export const correctedRegionText = (region: string): string => regionText(region === UNKNOWN_REGION ? null : region);

/**
 * Where a plate is from: the jurisdiction, and the issuing office where the plate itself says which; with its doubt.
 *
 * @param read - What was read, and what a person said of the region.
 */
export function originText(
  read: Pick<Read, "region" | "region_confidence" | "corrected_region" | "subdivision" | "subdivision_confidence">,
): string {
  const { region, region_confidence, corrected_region } = read;
  if (corrected_region !== null) return correctedRegionText(corrected_region);
  const origin = officeText(regionText(region), read);
  const isGuess = region !== null && isDoubtful(region_confidence);
  return isGuess ? texts.photo.perhaps(origin, percentText(region_confidence)) : origin;
}

/** Whether a probability is known that is too low to say nothing of it. */
const isDoubtful = (confidence: number | null): confidence is number =>
  confidence !== null && confidence < figures.region_sure_from_confidence;

function officeText(region: string, read: Pick<Read, "subdivision" | "subdivision_confidence">): string {
  const { subdivision, subdivision_confidence } = read;
  if (subdivision === null) return region;
  if (!isDoubtful(subdivision_confidence)) return texts.photo.office(region, subdivision);
  return texts.photo.officePerhaps(region, subdivision, percentText(subdivision_confidence));
}

/** A read's region where a person said it or the machine is sure of it; null where it is a guess. */
export function sureRegion(read: Pick<Read, "region" | "region_confidence" | "corrected_region">): string | null {
  if (read.corrected_region !== null) return read.corrected_region === UNKNOWN_REGION ? null : read.corrected_region;
  return (read.region_confidence ?? 0) >= figures.region_sure_from_confidence ? read.region : null;
}

/**
 * The colours of a plate, as a sentence begins: "Black on yellow".
 *
 * @param read - What was seen; null where no colour was told.
 */
export function plateColoursText(read: Pick<Read, "plate_ground" | "plate_characters">): string | null {
  const { names, both, ground: ofGround, characters: ofCharacters } = texts.photo.colours;
  const [ground, characters] = [read.plate_ground, read.plate_characters].map((told) => told && names[told.name]);
  if (ground && characters) return begun(both(characters, ground));
  if (ground) return begun(ofGround(ground));
  return characters ? begun(ofCharacters(characters)) : null;
}

/** A colour's name, as a sentence begins. */
export const colourText = (colour: Colour): string => begun(texts.photo.colours.names[colour]);

/** The colour of a vehicle with its doubt: "Red (about 93 %)". */
export const vehicleColourText = ({ name, probability }: ToldColour): string =>
  texts.photo.colours.about(colourText(name), percentText(probability));

const begun = (text: string): string => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);

const dateAndTime = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });

/** The reader's own time zone, which all times are shown in: Europe/Bucharest. */
export const timeZone = dateAndTime.resolvedOptions().timeZone;

/** An RFC 3339 time in the reader's own time zone and manner. */
export const timeText = (time: string): string => dateAndTime.format(new Date(time));

const preciseTime = once(() => new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" }));

/** The same to the second, for what happens many times a minute. */
export const preciseTimeText = (time: string): string => preciseTime().format(new Date(time));

const SIZES = [
  { from: 1e6, unit: "MB", digits: 1 },
  { from: 1e3, unit: "kB", digits: 0 },
  { from: 0, unit: texts.format.bytes, digits: 0 },
] as const;

/** A file's size, as 2.4 MB. */
export function sizeText(bytes: number): string {
  const { from, unit, digits } = SIZES.find((size) => bytes >= size.from) ?? SIZES[2];
  const fixed = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return `${(bytes / Math.max(from, 1)).toLocaleString(locale, fixed)} ${unit}`;
}

const wholeNumber = once(() => new Intl.NumberFormat(locale));

const dollars = once(
  () => new Intl.NumberFormat(locale, { style: "currency", currency: "USD", maximumFractionDigits: 3 }),
);

/** An amount of US dollars, to a tenth of a cent. */
export const dollarText = (amount: number): string => dollars().format(amount);

/** What a DetectText call costs by its list price. */
export const callPriceText = (): string => dollarText(figures.detect_text_price.dollars);

/** A count, with its thousands apart. */
export const numberText = (n: number): string => wholeNumber().format(n);

/** A share of what was counted, 0 to 1, in percent: unlike a probability it may well be all or nothing. */
export const shareText = (share: number): string => texts.format.percent(Math.round(share * 100));

const dayAndMonth = once(() => new Intl.DateTimeFormat(locale, { weekday: "short", month: "short", day: "numeric" }));

/** A day of the calendar (2026-05-01) in the reader's manner. */
export const dayText = (day: string): string => dayAndMonth().format(new Date(`${day}T12:00`));

const monthAndYear = once(() => new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" }));

/** A month of the calendar (2026-05) in the reader's manner. */
export const monthText = (month: string): string => monthAndYear().format(new Date(`${month}-01T00:00Z`));
