import type { EntryInput, ListEntry } from "@/client";

/** An entry as its form has it: all fields are texts, or choices. */
export type Draft = {
  plate: string;
  region: string | null;
  reason: string;
  since: string;
  until: string;
  site_ids: readonly string[];
  hours: string;
  tolerance: ListEntry["tolerance"];
  percent: string;
  holder: string;
  group: string;
  most: string;
};

const NEW: Draft = {
  plate: "",
  region: null,
  reason: "",
  since: "",
  until: "",
  site_ids: [],
  hours: "",
  tolerance: "look_alike",
  percent: "50",
  holder: "",
  group: "",
  most: "",
};

const two = (n: number): string => String(n).padStart(2, "0");

/** A time as a field for times has it: on this device's clock. */
export function localOf(time: string | null): string {
  if (time === null) return "";
  const at = new Date(time);
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

const momentOf = (local: string): string | null => (local === "" ? null : new Date(local).toISOString());

/** A time that nobody touched stays as it is, to the second. */
const kept = (local: string, before: string | null): string | null =>
  local === localOf(before) ? before : momentOf(local);

const orNull = (text: string): string | null => (text.trim() === "" ? null : text);

/** What the form begins with. */
export const draftOf = (entry: ListEntry | undefined): Draft =>
  entry === undefined
    ? NEW
    : {
        plate: entry.plate,
        region: entry.region,
        reason: entry.reason ?? "",
        since: localOf(entry.since),
        until: localOf(entry.until),
        site_ids: entry.site_ids,
        hours: entry.hours,
        tolerance: entry.tolerance,
        percent: String(Math.round(entry.least_probability * 100)),
        holder: entry.holder ?? "",
        group: entry.group ?? "",
        most: entry.most_at_a_time === null ? "" : String(entry.most_at_a_time),
      };

/** What an entry says. */
export type EntrySetup = Omit<EntryInput, "seen">;

/** The entry in the words of the API; `seen` is the one that the form was filled from. */
export const setupOf = (draft: Draft, seen: ListEntry | undefined): EntrySetup => ({
  plate: draft.plate,
  region: draft.region,
  reason: orNull(draft.reason),
  since: kept(draft.since, seen?.since ?? null),
  until: kept(draft.until, seen?.until ?? null),
  site_ids: [...draft.site_ids],
  hours: draft.hours,
  tolerance: draft.tolerance,
  ...(draft.tolerance === "probable" ? { least_probability: Number(draft.percent) / 100 } : {}),
  holder: orNull(draft.holder),
  group: orNull(draft.group),
  most_at_a_time: draft.most.trim() === "" ? null : Number(draft.most),
});

/** Which entry is changed; nothing where one is added. */
export const seenOf = (seen: ListEntry | undefined): Pick<EntryInput, "seen"> =>
  seen === undefined ? {} : { seen: { plate: seen.plate, region: seen.region, version: seen.version } };

/** The same entry again, as it was. */
export const againOf = (entry: ListEntry): EntrySetup => {
  const { plate, region, reason, since, until, site_ids, hours, tolerance, least_probability } = entry;
  const { holder, group, most_at_a_time } = entry;
  const setup = { plate, region, reason, since, until, site_ids, hours, tolerance, least_probability };
  return { ...setup, holder, group, most_at_a_time };
};
