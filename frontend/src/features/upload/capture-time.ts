import { fetched } from "./fetched";

const EXIF_TIME = /^(\d{4}):(\d{2}):(\d{2}) (\d{2}):(\d{2}):(\d{2})$/;
const EXIF_OFFSET = /^[+-]\d{2}:\d{2}$/;

/**
 * The moment that EXIF means.
 *
 * @param time - DateTimeOriginal, as "2026:05:01 12:34:56".
 * @param offset - OffsetTimeOriginal, as "+02:00". Without it the camera's clock is taken to run as this browser's does.
 * @returns RFC 3339 in UTC, or null when `time` is no time (cameras without a clock write zeros or blanks).
 */
export function exifTimeToUtc(time: unknown, offset: unknown): string | null {
  const parts = typeof time === "string" ? EXIF_TIME.exec(time) : null;
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second] = parts;
  const zone = typeof offset === "string" && EXIF_OFFSET.test(offset) ? offset : "";
  const moment = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone}`);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

/** How a TIFF block of EXIF tags begins within another file, in either byte order. */
const EXIF_HEADERS = ["Exif\0\0MM\0*", "Exif\0\0II*\0"];
const EXIF_MARK_BYTES = 6;

/** A photo's EXIF tags by their mark, wherever they lie; the whole photo when there is no mark. */
async function markedTags(photo: Blob): Promise<Blob> {
  const bytes = new TextDecoder("latin1").decode(await photo.arrayBuffer());
  const start = EXIF_HEADERS.map((header) => bytes.indexOf(header)).find((place) => place >= 0);
  return start === undefined ? photo : photo.slice(start + EXIF_MARK_BYTES);
}

/**
 * When the photo was taken, by its own EXIF.
 *
 * @param photo - A JPEG, PNG or HEIC file.
 * @returns RFC 3339 in UTC, or null when the photo does not say.
 * @throws NetworkError when the part of the app that reads EXIF cannot be fetched.
 */
export async function captureTimeOf(photo: Blob): Promise<string | null> {
  const { default: exifr } = await fetched(import("exifr"));
  const options = { pick: ["DateTimeOriginal", "OffsetTimeOriginal"], reviveValues: false, silentErrors: false };
  const tags: unknown = await exifr
    .parse(photo, options)
    // It ignores the base offset that HEIC files of some encoders count from, and so misses their tags.
    .catch(async (): Promise<unknown> => exifr.parse(await markedTags(photo), options))
    // Broken metadata is no reason to refuse a photo: it then has no capture time, as many have none.
    .catch(() => undefined);
  if (typeof tags !== "object" || tags === null) return null;
  const { DateTimeOriginal, OffsetTimeOriginal } = tags as Record<string, unknown>;
  return exifTimeToUtc(DateTimeOriginal, OffsetTimeOriginal);
}
