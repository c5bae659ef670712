import { fetched } from "./fetched";

/** As EXIF has it, and as devices write it: other separators, blanks for zeros, fractions, and the zone behind it. */
const TIME =
  /^(\d{4})[:-] ?(\d{1,2})[:-] ?(\d{1,2})[ T]+(\d{1,2}): ?(\d{1,2}): ?(\d{1,2})(?:[.,]\d+)?(Z|[+-]\d{1,2}:?\d{2})?$/;
const ZONE = /^(?:Z|([+-])(\d{1,2}):?(\d{2}))$/;
const MINUTE_MS = 60_000;
/** All zones in use lie whole quarters of an hour from UTC, and none further than 14 hours. */
const QUARTER_MS = 15 * MINUTE_MS;
const FURTHEST_MS = 14 * 60 * MINUTE_MS;

const TAGS = [
  ...["DateTimeOriginal", "OffsetTimeOriginal", "CreateDate", "OffsetTimeDigitized"],
  ...["ModifyDate", "OffsetTime", "GPSDateStamp", "GPSTimeStamp"],
] as const;

/** What a photo's EXIF says of time, each as it stands there. */
export type TimeTags = Partial<Record<(typeof TAGS)[number], unknown>>;

/** When a photo was taken. */
export type CaptureTime = {
  /** RFC 3339 in UTC. */
  at: string;
  /** Whether the photo names no zone, so that the camera's clock is taken to run as this browser's does. */
  isZoneAssumed: boolean;
};

const trimmed = (value: unknown): string =>
  typeof value === "string" ? value.replace(/[\s\0]+$/, "").trimStart() : "";

/** Milliseconds of a time of the calendar as if it were UTC; null for one that is not there, as 30 February or 24:00. */
function calendarMs(parts: readonly number[]): number | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  const moment = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const found = [moment.getUTCMonth() + 1, moment.getUTCDate(), moment.getUTCHours(), moment.getUTCMinutes()];
  const asked = [month, day, hour, minute];
  return second < 60 && year > 0 && found.every((value, i) => value === asked[i]) ? moment.getTime() : null;
}

function zoneMs(text: string): number | null {
  const parts = ZONE.exec(text);
  if (parts === null) return null;
  const [, sign, hours = "0", minutes = "0"] = parts;
  const ms = (Number(hours) * 60 + Number(minutes)) * MINUTE_MS;
  return ms > FURTHEST_MS || Number(minutes) > 59 ? null : sign === "-" ? -ms : ms;
}

function gpsMs({ GPSDateStamp, GPSTimeStamp }: TimeTags): number | null {
  const date = /^(\d{4})[:-](\d{1,2})[:-](\d{1,2})$/.exec(trimmed(GPSDateStamp));
  if (date === null) return null;
  const time =
    typeof GPSTimeStamp === "string"
      ? GPSTimeStamp.split(":").map(Number)
      : Array.from((GPSTimeStamp ?? []) as number[]);
  return time.length === 3 ? calendarMs([...date.slice(1).map(Number), ...time.map(Math.floor)]) : null;
}

/** The zone in which a clock must run to show that time at that moment of GPS; null for no zone on earth. */
function zoneByGps(clockMs: number, gps: number | null): number | null {
  if (gps === null) return null;
  const zone = Math.round((clockMs - gps) / QUARTER_MS) * QUARTER_MS;
  return Math.abs(zone) > FURTHEST_MS ? null : zone;
}

/**
 * The moment that EXIF means: by its own zone, else by GPS, which tells UTC, else by this browser's zone.
 *
 * @returns Null when no tag holds a time (cameras without a clock write zeros or blanks).
 */
export function captureTimeIn(tags: TimeTags): CaptureTime | null {
  const gps = gpsMs(tags);
  const clocks: [time: unknown, ...zones: unknown[]][] = [
    [tags.DateTimeOriginal, tags.OffsetTimeOriginal, tags.OffsetTime],
    [tags.CreateDate, tags.OffsetTimeDigitized, tags.OffsetTime],
    [tags.ModifyDate, tags.OffsetTime],
  ];
  for (const [time, ...zones] of clocks) {
    const parts = TIME.exec(trimmed(time));
    const numbers = parts?.slice(1, 7).map(Number) ?? [];
    const clock = parts === null ? null : calendarMs(numbers);
    if (clock === null) continue;
    const named = [parts?.[7], ...zones].map((zone) => zoneMs(trimmed(zone))).find((zone) => zone !== null);
    const zone = named ?? zoneByGps(clock, gps);
    const [year = 0, month = 0, day = 0, hour, minute, second] = numbers;
    const ms = zone === null ? new Date(year, month - 1, day, hour, minute, second).getTime() : clock - zone;
    return { at: new Date(ms).toISOString(), isZoneAssumed: zone === null };
  }
  return gps === null ? null : { at: new Date(gps).toISOString(), isZoneAssumed: false };
}

/** What stands before a TIFF block of EXIF tags, in either byte order; in a WebP it is a chunk's name and size. */
const EXIF_MARK = /(?:Exif\0\0|EXIF[^]{4}(?:Exif\0\0)?)(?=MM\0\*|II\*\0)/;

/** A photo's EXIF tags by their mark, wherever they lie; the whole photo when there is no mark. */
async function markedTags(photo: Blob): Promise<Blob> {
  const bytes = new TextDecoder("latin1").decode(await photo.arrayBuffer());
  const mark = EXIF_MARK.exec(bytes);
  return mark === null ? photo : photo.slice(mark.index + mark[0].length);
}

/**
 * When the photo was taken, by its own EXIF.
 *
 * @param photo - A JPEG, PNG, HEIC, AVIF or WebP file.
 * @returns Null when the photo does not say.
 * @throws NetworkError when the part of the app that reads EXIF cannot be fetched.
 */
export async function captureTimeOf(photo: Blob): Promise<CaptureTime | null> {
  const { default: exifr } = await fetched(import("exifr"));
  const options = { pick: [...TAGS], reviveValues: false, silentErrors: false };
  const tags: unknown = await exifr
    .parse(photo, options)
    // It ignores the base offset that HEIC files of some encoders count from, and so misses their tags.
    .catch(async (): Promise<unknown> => exifr.parse(await markedTags(photo), options))
    // Broken metadata is no reason to refuse a photo: it then has no capture time, as many have none.
    .catch(() => undefined);
  if (typeof tags !== "object" || tags === null) return null;
  return captureTimeIn(tags);
}
