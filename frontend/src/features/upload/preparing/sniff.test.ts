import { describe, expect, it } from "vitest";

import { kindOf } from "./sniff";

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

describe("a file's kind", () => {
  it.each([
    ["\xff\xd8\xff\xe1\x00\x18Exif\x00\x00", "jpeg"],
    ["\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "png"],
    ["\x00\x00\x00\x24ftypheic\x00\x00\x00\x00", "heic"],
    ["\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1heic", "heic"],
    ["\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00avifmif1", "avif"],
    ["\x00\x00\x00\x20ftypavif\x00\x00\x00\x00avifmif1", "avif"],
    ["RIFF\x00\x00\x00\x00WEBPVP8 ", "webp"],
    ["GIF89a\x01\x00\x01\x00", "gif"],
    ["BM\x36\x00\x0c\x00\x00\x00\x00\x00\x36", "bmp"],
    ["II*\x00\x08\x00\x00\x00", "tiff"],
    ["MM\x00*\x00\x00\x00\x08", "tiff"],
    ["\xff\x0a\xfa\x1f", "jxl"],
    ["%PDF-1.7", "pdf"],
    ["\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isommp41", "video"],
    ["\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  ", "video"],
    ["RIFF\x00\x00\x00\x00AVI LIST", "video"],
    ["\x1aE\xdf\xa3\x01\x00", "video"],
    ["\xef\xbb\xbf\n<svg xmlns=", "svg"],
    ["<!DOCTYPE html>", "html"],
    ["PK\x03\x04\x14\x00", "zip"],
  ])("is told by its first bytes: %j is %s", (head, kind) => {
    expect(kindOf(bytes(head))).toBe(kind);
  });

  it.each(["", "\xff\xd8", "BM is how this text begins", "RIFF\x00\x00\x00\x00WAVE", "ftypavif"])(
    "is none for %j",
    (head) => {
      expect(kindOf(bytes(head))).toBeNull();
    },
  );

  it("goes by the brands of the file alone, not by what stands behind them", () => {
    expect(kindOf(bytes("\x00\x00\x00\x14ftypisom\x00\x00\x02\x00isomavifheic"))).toBe("video");
  });
});
