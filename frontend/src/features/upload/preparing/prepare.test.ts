import { describe, expect, it } from "vitest";

import { UserError } from "@/lib/errors";
import { texts } from "@/lib/texts";
import { aJpeg } from "@/testing/samples";

import { preparePhoto, type PhotoTools } from "./prepare";
import { fitted, isOverLimit, MAX_SIZE_BYTES } from "./shrink";

const PNG_HEAD = "\x89PNG\r\n\x1a\n";
const HEIC_HEAD = "\x00\x00\x00\x24ftypheic";
const latin1 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text, (character) => character.charCodeAt(0));
const file = (content: string, name: string, type = "image/jpeg"): File => new File([latin1(content)], name, { type });

const CONVERTED = new Blob(["converted"]);
const SHRUNK = new Blob(["shrunk"]);

/** A browser that finds every photo to be of one size. */
const tools = (size = { width: 4000, height: 3000 }): PhotoTools => ({
  captureTimeOf: () => Promise.resolve({ at: "2026-05-01T10:00:00.000Z", isZoneAssumed: false }),
  heicToJpeg: () => Promise.resolve(CONVERTED),
  measure: () => Promise.resolve(size),
  shrink: () => Promise.resolve({ blob: SHRUNK, width: 1000, height: 750 }),
});

describe("preparing a photo", () => {
  it("leaves a good JPEG as it is", async () => {
    const photo = aJpeg("gate.jpg");
    const prepared = await preparePhoto(photo, tools());
    expect(prepared).toEqual({
      blob: photo,
      fileName: "gate.jpg",
      contentType: "image/jpeg",
      capturedAt: "2026-05-01T10:00:00.000Z",
      changes: [],
    });
  });

  it("says where a photo names no zone that this browser's is taken", async () => {
    const assumed = { at: "2026-05-01T10:00:00.000Z", isZoneAssumed: true };
    const { changes } = await preparePhoto(aJpeg(), { ...tools(), captureTimeOf: () => Promise.resolve(assumed) });
    expect(changes).toEqual([texts.upload.changes.zoneAssumed]);
  });

  it("goes by the bytes, not by the name or the type", async () => {
    const { contentType } = await preparePhoto(file(PNG_HEAD, "liar.jpg", "image/jpeg"), tools());
    expect(contentType).toBe("image/png");
  });

  it("converts HEIC to JPEG and says so", async () => {
    const prepared = await preparePhoto(file(HEIC_HEAD, "IMG_1.HEIC", "image/heic"), tools());
    expect(prepared.blob).toBe(CONVERTED);
    expect(prepared).toMatchObject({ fileName: "IMG_1.jpg", contentType: "image/jpeg" });
    expect(prepared.changes).toEqual([texts.upload.changes.converted("HEIC")]);
  });

  it.each([
    ["WebP", "RIFF\x00\x00\x00\x00WEBPVP8 "],
    ["AVIF", "\x00\x00\x00\x18ftypavif\x00\x00\x00\x00avifmif1"],
    ["GIF", "GIF89a\x01\x00\x01\x00"],
    ["BMP", "BM\x36\x00\x0c\x00\x00\x00\x00\x00\x36"],
  ])("makes a JPEG of a %s that is named .jpg, keeps its time, and says so", async (kind, head) => {
    const drawn = { ...tools(), shrink: () => Promise.resolve({ blob: SHRUNK, width: 4000, height: 3000 }) };
    const prepared = await preparePhoto(file(head, "photo.jpg"), drawn);
    expect(prepared.blob).toBe(SHRUNK);
    expect(prepared).toMatchObject({ fileName: "photo.jpg", contentType: "image/jpeg" });
    expect(prepared.capturedAt).toBe("2026-05-01T10:00:00.000Z");
    expect(prepared.changes).toEqual([texts.upload.changes.converted(kind)]);
  });

  it("names the type of a photo that the browser cannot show", async () => {
    const blind = { ...tools(), measure: () => Promise.reject(new UserError(texts.upload.refused.damaged)) };
    const tiff = file("II*\x00\x08\x00\x00\x00", "photo.jpg");
    await expect(preparePhoto(tiff, blind)).rejects.toThrow(texts.upload.refused.cannotShow("TIFF"));
    await expect(preparePhoto(aJpeg(), blind)).rejects.toThrow(texts.upload.refused.damaged);
  });

  it("makes a photo of too many pixels smaller and says so", async () => {
    const prepared = await preparePhoto(file(PNG_HEAD, "huge.png"), tools({ width: 10_000, height: 8_000 }));
    expect(prepared.blob).toBe(SHRUNK);
    expect(prepared).toMatchObject({ fileName: "huge.jpg", contentType: "image/jpeg" });
    expect(prepared.changes).toEqual([texts.upload.changes.shrunk(1000, 750)]);
  });

  it("says that only the bytes are fewer where the photo keeps its pixels", async () => {
    const heavy = new File([latin1(PNG_HEAD), new Uint8Array(MAX_SIZE_BYTES)], "heavy.png");
    const prepared = await preparePhoto(heavy, tools({ width: 1000, height: 750 }));
    expect(prepared.blob).toBe(SHRUNK);
    expect(prepared.changes).toEqual([texts.upload.changes.fewerBytes]);
  });

  it("cuts a name to the length that the API takes, and keeps its ending", async () => {
    const { fileName } = await preparePhoto(aJpeg(`${"x".repeat(300)}.jpg`), tools());
    expect(fileName).toHaveLength(255);
    expect(fileName.endsWith("x.jpg")).toBe(true);
  });

  it.each([
    ["an empty file", file("", "empty.jpg"), texts.upload.refused.empty],
    ["a text", file("hello, I am a text", "notes.jpg"), texts.upload.refused.type],
    ["a PDF", file("%PDF-1.7 of a photo", "scan.jpg"), texts.upload.refused.otherType("PDF")],
    [
      "a film",
      file("\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  ", "IMG_2.jpg"),
      texts.upload.refused.otherType(texts.upload.video),
    ],
  ])("refuses %s", async (_what, photo, sentence) => {
    await expect(preparePhoto(photo, tools())).rejects.toThrow(sentence);
  });

  it("refuses a photo of too few pixels", async () => {
    await expect(preparePhoto(aJpeg(), tools({ width: 1, height: 1 }))).rejects.toThrow(
      texts.upload.refused.tooSmall(1, 1),
    );
  });
});

describe("the limits", () => {
  it("are 15 MB and 64 megapixels, both included", () => {
    expect(isOverLimit(MAX_SIZE_BYTES, { width: 8000, height: 8000 })).toBe(false);
    expect(isOverLimit(MAX_SIZE_BYTES + 1, { width: 100, height: 100 })).toBe(true);
    expect(isOverLimit(1, { width: 8000, height: 8001 })).toBe(true);
  });

  it("are 10,000 pixels a side, whatever the photo weighs", () => {
    expect(isOverLimit(1, { width: 10_000, height: 2000 })).toBe(false);
    expect(isOverLimit(1, { width: 10_001, height: 2000 })).toBe(true);
    expect(fitted({ width: 20_000, height: 400 }, 64_000_000)).toEqual({ width: 10_000, height: 200 });
  });

  it("are met in the same shape", () => {
    expect(fitted({ width: 10_000, height: 5_000 }, 2_000_000)).toEqual({ width: 2000, height: 1000 });
    expect(fitted({ width: 30, height: 20 }, 2_000_000)).toEqual({ width: 30, height: 20 });
    expect(fitted({ width: 100_000, height: 1 }, 10)).toEqual({ width: 1000, height: 1 });
  });
});
