import { describe, expect, it } from "vitest";

import { kindOf } from "./sniff";

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

describe("a photo's kind", () => {
  it.each([
    ["\xff\xd8\xff\xe1\x00\x18Exif\x00\x00", "jpeg"],
    ["\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "png"],
    ["\x00\x00\x00\x24ftypheic\x00\x00\x00\x00", "heic"],
    ["\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00", "heic"],
  ])("is told by its first bytes: %j is %s", (head, kind) => {
    expect(kindOf(bytes(head))).toBe(kind);
  });

  it.each([
    "",
    "\xff\xd8",
    "GIF89a\x01\x00\x01\x00",
    "%PDF-1.7",
    "\x00\x00\x00\x20ftypisom",
    "RIFF\x00\x00\x00\x00WEBP",
  ])("is none for %j", (head) => {
    expect(kindOf(bytes(head))).toBeNull();
  });
});
