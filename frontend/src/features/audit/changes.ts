import { regionText, shareText, timeText } from "@/lib/format";
import { texts } from "@/lib/texts";

const { audit: t } = texts;

type Words = Readonly<Record<string, string>>;

const PARTS: Words = t.parts;
const VALUES: Readonly<Record<string, Words>> = {
  role: texts.cameras.roles,
  tolerance: texts.entries.tolerances,
  kind: { ...texts.lists.kinds, ...texts.channels.kinds },
  body_format: texts.channels.formats,
};
const WORDS: Words = t.partValues;

/** A setup is written as `name value, name value`; a value may have commas of its own. */
const PART_NAME = new RegExp(`(?:^|, )(${Object.keys(PARTS).join("|")}) `, "g");

/** What is no time stands as it is: whatever somebody may have written, the page must show it. */
export const timeOr = (value: string): string => (Number.isNaN(Date.parse(value)) ? value : timeText(value));
export const regionOr = (value: string): string => (/^[a-z]{2}(?:-|$)/.test(value) ? regionText(value) : value);
export const shareOr = (value: string): string => (Number.isNaN(Number(value)) ? value : shareText(Number(value)));

/** What a table has under a name, and nothing that every object has. */
export const own = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

const regions = (codes: string): string => codes.split(" ").map(regionOr).join(", ");

const WRITTEN: Readonly<Record<string, (value: string) => string>> = {
  expected_regions: regions,
  region: regionOr,
  since: timeOr,
  until: timeOr,
  accept_error_rate: shareOr,
  least_probability: shareOr,
};

// A name is nobody's word but who gave it: a camera may be called "open".
const valueText = (name: string, value: string): string =>
  (name === "name" ? value : own(WORDS, value)) ??
  own(VALUES[name] ?? {}, value) ??
  own(WRITTEN, name)?.(value) ??
  value;

/** What parts of something were or are, in words; what is no list of parts stands as it is. */
export function partsText(told: string): string {
  const found = [...told.matchAll(PART_NAME)];
  if (found[0]?.index !== 0) return told;
  return found
    .map(({ 0: head, 1: name = "", index }, i) => {
      const value = told.slice(index + head.length, found[i + 1]?.index);
      return t.detail(own(PARTS, name) ?? name, valueText(name, value));
    })
    .join(", ");
}
