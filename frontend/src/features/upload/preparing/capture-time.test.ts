// @vitest-environment jsdom
// exifr takes a Blob only where there is a FileReader, as in browsers.
import { describe, expect, it } from "vitest";

import { captureTimeIn, captureTimeOf } from "./capture-time";

type Tags = readonly (readonly [tag: number, text: string])[];

/** EXIF tags, each a text. Big-endian TIFF: IFD0 points to the Exif IFD, which holds them. */
function tiffOf(tags: Tags): DataView<ArrayBuffer> {
  const EXIF_IFD_AT = 26;
  const textsAt = EXIF_IFD_AT + 2 + tags.length * 12 + 4;
  const tiff = new DataView(new ArrayBuffer(textsAt + tags.length * 32));
  tiff.setUint32(0, 0x4d4d002a);
  tiff.setUint32(4, 8);
  tiff.setUint16(8, 1);
  [0x8769, 4].forEach((value, i) => tiff.setUint16(10 + 2 * i, value));
  tiff.setUint32(14, 1);
  tiff.setUint32(18, EXIF_IFD_AT);
  tiff.setUint16(EXIF_IFD_AT, tags.length);
  tags.forEach(([tag, text], i) => {
    const entry = EXIF_IFD_AT + 2 + i * 12;
    tiff.setUint16(entry, tag);
    tiff.setUint16(entry + 2, 2);
    tiff.setUint32(entry + 4, text.length + 1);
    tiff.setUint32(entry + 8, textsAt + i * 32);
    new TextEncoder().encode(text).forEach((byte, j) => tiff.setUint8(textsAt + i * 32 + j, byte));
  });
  return tiff;
}

/** A JPEG with nothing but EXIF tags. */
function jpegWithExif(tags: Tags): Blob {
  const tiff = tiffOf(tags);
  const head = new Uint8Array([0xff, 0xd8, 0xff, 0xe1, 0, 0, 0x45, 0x78, 0x69, 0x66, 0, 0]);
  new DataView(head.buffer).setUint16(4, tiff.byteLength + 8);
  return new Blob([head, tiff, new Uint8Array([0xff, 0xd9])], { type: "image/jpeg" });
}

const DATE_TIME_ORIGINAL = 0x9003;
const OFFSET_TIME_ORIGINAL = 0x9011;

describe("the capture time", () => {
  it("is read from the photo's EXIF, with the camera's offset from UTC", async () => {
    const photo = jpegWithExif([
      [DATE_TIME_ORIGINAL, "2026:05:01 12:34:56"],
      [OFFSET_TIME_ORIGINAL, "+02:00"],
    ]);
    expect(await captureTimeOf(photo)).toEqual({ at: "2026-05-01T10:34:56.000Z", isZoneAssumed: false });
  });

  it("is unknown for a photo without EXIF, and for one with broken EXIF", async () => {
    expect(await captureTimeOf(new Blob([new Uint8Array([0xff, 0xd8, 0xff, 0xd9])]))).toBeNull();
    expect(await captureTimeOf(jpegWithExif([[DATE_TIME_ORIGINAL, "2026:05:01 12:34:56"]]).slice(0, 30))).toBeNull();
  });

  it("is found in a WebP, whose EXIF is a chunk", async () => {
    const tiff = new Uint8Array(tiffOf([[DATE_TIME_ORIGINAL, "2026:05:01 12:34:56"]]).buffer);
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
