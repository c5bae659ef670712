// @vitest-environment jsdom
// exifr takes a Blob only where there is a FileReader, as in browsers.
import { describe, expect, it } from "vitest";

import { captureTimeIn, captureTimeOf } from "./capture-time";

/** Tags, each a text or some whole numbers of RATIONAL type. */
type Tags = readonly (readonly [tag: number, value: string | readonly number[]])[];
/** The directories of a photo's EXIF. */
type Exif = { main?: Tags; exif?: Tags; gps?: Tags };

const VALUE_BYTES = 32;
const bytesOf = (entries: number): number => 2 + entries * 12 + 4;

/** EXIF in big-endian TIFF: its first directory points to the two others. */
function tiffOf({ main = [], exif = [], gps = [] }: Exif): DataView<ArrayBuffer> {
  const exifAt = 8 + bytesOf(main.length + 2);
  const gpsAt = exifAt + bytesOf(exif.length);
  let valueAt = gpsAt + bytesOf(gps.length);
  const tiff = new DataView(new ArrayBuffer(valueAt + [...main, ...exif, ...gps].length * VALUE_BYTES));

  function writeEntry(at: number, tag: number, type: number, count: number, value: number): void {
    [tag, type].forEach((half, i) => tiff.setUint16(at + 2 * i, half));
    [count, value].forEach((whole, i) => tiff.setUint32(at + 4 + 4 * i, whole));
  }
  function writeTag(at: number, [tag, value]: Tags[number]): void {
    const [type, count] = typeof value === "string" ? [2, value.length + 1] : [5, value.length];
    writeEntry(at, tag, type, count, valueAt);
    if (typeof value === "string")
      new TextEncoder().encode(value).forEach((byte, i) => tiff.setUint8(valueAt + i, byte));
    else value.flatMap((number) => [number, 1]).forEach((part, i) => tiff.setUint32(valueAt + 4 * i, part));
    valueAt += VALUE_BYTES;
  }
  function writeDirectory(at: number, tags: Tags, pointers: readonly (readonly [number, number])[] = []): void {
    tiff.setUint16(at, tags.length + pointers.length);
    tags.forEach((tag, i) => writeTag(at + 2 + 12 * i, tag));
    pointers.forEach(([tag, to], i) => writeEntry(at + 2 + 12 * (tags.length + i), tag, 4, 1, to));
  }

  tiff.setUint32(0, 0x4d4d002a);
  tiff.setUint32(4, 8);
  writeDirectory(8, main, [
    [0x8769, exifAt],
    [0x8825, gpsAt],
  ]);
  writeDirectory(exifAt, exif);
  writeDirectory(gpsAt, gps);
  return tiff;
}

/** A JPEG with nothing but EXIF tags. */
function jpegWithExif(exif: Exif): Blob {
  const tiff = tiffOf(exif);
  const head = new Uint8Array([0xff, 0xd8, 0xff, 0xe1, 0, 0, 0x45, 0x78, 0x69, 0x66, 0, 0]);
  new DataView(head.buffer).setUint16(4, tiff.byteLength + 8);
  return new Blob([head, tiff, new Uint8Array([0xff, 0xd9])], { type: "image/jpeg" });
}

const MODIFY_DATE = 0x0132;
const DATE_TIME_ORIGINAL = 0x9003;
const CREATE_DATE = 0x9004;
const OFFSET_TIME = 0x9010;
const OFFSET_TIME_ORIGINAL = 0x9011;
const OFFSET_TIME_DIGITIZED = 0x9012;
const GPS_TIME = 7;
const GPS_DATE = 29;

describe("the capture time", () => {
  const CLOCK = "2026:05:01 12:34:56";
  const gps: Tags = [
    [GPS_TIME, [10, 34, 56]],
    [GPS_DATE, "2026:05:01"],
  ];
  const withExif = (...exif: Tags): Exif => ({ exif });

  it.each<[string, Exif]>([
    ["its own zone", withExif([DATE_TIME_ORIGINAL, CLOCK], [OFFSET_TIME_ORIGINAL, "+02:00"])],
    ["the zone of the file", withExif([DATE_TIME_ORIGINAL, CLOCK], [OFFSET_TIME, "+02:00"])],
    ["when it was digitized", withExif([CREATE_DATE, CLOCK], [OFFSET_TIME_DIGITIZED, "+02:00"])],
    ["when it was changed last", { main: [[MODIFY_DATE, CLOCK]], exif: [[OFFSET_TIME, "+02:00"]] }],
    ["GPS, which tells the zone", { exif: [[DATE_TIME_ORIGINAL, CLOCK]], gps }],
    ["GPS alone", { gps }],
  ])("is read from a photo's EXIF, by %s", async (_, exif) => {
    expect(await captureTimeOf(jpegWithExif(exif))).toEqual({ at: "2026-05-01T10:34:56.000Z", isZoneAssumed: false });
  });

  it("is unknown for a photo without EXIF, and for one with broken EXIF", async () => {
    expect(await captureTimeOf(new Blob([new Uint8Array([0xff, 0xd8, 0xff, 0xd9])]))).toBeNull();
    expect(await captureTimeOf(jpegWithExif(withExif([DATE_TIME_ORIGINAL, CLOCK])).slice(0, 30))).toBeNull();
  });

  it("is found in a WebP, whose EXIF is a chunk", async () => {
    const tiff = new Uint8Array(tiffOf(withExif([DATE_TIME_ORIGINAL, CLOCK])).buffer);
    const head = Array.from("RIFF\0\0\0\0WEBPVP8 \0\0\0\0EXIF\x10\0\0\0", (letter) => letter.charCodeAt(0));
    const bytes = Uint8Array.from([...head, ...tiff]);
    // What jsdom's lacks.
    const webp = Object.assign(new Blob([bytes]), { arrayBuffer: () => Promise.resolve(bytes.buffer) });
    expect((await captureTimeOf(webp))?.at).toBe(new Date(2026, 4, 1, 12, 34, 56).toISOString());
  });

  const TIME = "2026:05:01 12:34:56";
  const GPS = { GPSDateStamp: "2026:05:01", GPSTimeStamp: [10, 34, 56] };

  it.each([
    { DateTimeOriginal: "2026:05:01 12:34:56+02:00" },
    { DateTimeOriginal: TIME, OffsetTime: "+02:00" },
    { CreateDate: TIME, OffsetTimeDigitized: "+02:00" },
    { DateTimeOriginal: TIME, ...GPS },
    { DateTimeOriginal: "2026-05-01T12:34:56", OffsetTimeOriginal: "+0200" },
    { DateTimeOriginal: "2026: 5: 1 12:34:56", OffsetTimeOriginal: "+2:00" },
    { DateTimeOriginal: "2026:05:01 12:34:56.789 ", OffsetTimeOriginal: "+02:00 \0" },
    { DateTimeOriginal: "2026:05:01 10:34:56", OffsetTimeOriginal: "Z" },
    GPS,
    { GPSDateStamp: "2026:05:01", GPSTimeStamp: "10:34:56" },
  ])("is clear from %j", (tags) => {
    expect(captureTimeIn(tags)).toEqual({ at: "2026-05-01T10:34:56.000Z", isZoneAssumed: false });
  });

  it.each([
    { DateTimeOriginal: TIME },
    { DateTimeOriginal: TIME, OffsetTimeDigitized: "-09:00" },
    { ModifyDate: TIME },
    { DateTimeOriginal: TIME, GPSDateStamp: "2026:04:01", GPSTimeStamp: [10, 34, 56] },
  ])("is in the browser's time zone, and said to be, for %j", (tags) => {
    const at = new Date(2026, 4, 1, 12, 34, 56).toISOString();
    expect(captureTimeIn(tags)).toEqual({ at, isZoneAssumed: true });
  });

  it.each([
    ...["0000:00:00 00:00:00", "    :  :     :  :  ", "yesterday", "", 20260501, undefined],
    ...["2026:05:01 24:00:00", "2026:02:30 12:34:56", "2026:13:01 12:34:56"],
  ])("is unknown for %j", (DateTimeOriginal) => {
    expect(captureTimeIn({ DateTimeOriginal, OffsetTimeOriginal: "+00:00" })).toBeNull();
  });
});
