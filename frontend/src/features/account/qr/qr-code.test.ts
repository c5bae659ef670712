import { createHash } from "node:crypto";

import { describe, expect, it } from "vitest";

import { codewordsOf } from "./codewords";
import { correctionOf, power, times } from "./error-correction";
import { qrCode, type Modules } from "./qr-code";

const drawn = (modules: Modules): string[] => modules.map((row) => row.map((dark) => (dark ? "#" : " ")).join(""));
const digest = (modules: Modules): string =>
  createHash("sha256").update(drawn(modules).join("\n")).digest("hex").slice(0, 16);

/** The value of a polynomial, highest power first. */
const valueAt = (terms: readonly number[], x: number): number => terms.reduce((sum, term) => times(sum, x) ^ term, 0);

describe("a QR code", () => {
  it("has blocks that every root of the generator makes nothing of", () => {
    const data = Array.from({ length: 68 }, (_, i) => (i * 37 + 11) % 256);
    const block = [...data, ...correctionOf(data, 18)];
    expect(Array.from({ length: 18 }, (_, i) => valueAt(block, power(i)))).toEqual(Array.from({ length: 18 }, () => 0));
    expect(valueAt([...block.slice(0, -1), (block.at(-1) ?? 0) ^ 1], power(0))).not.toBe(0);
  });

  it("holds the text after its mode and its length, and is filled up", () => {
    expect(codewordsOf("AB").codewords.slice(0, 8)).toEqual([0x40, 0x24, 0x14, 0x20, 0xec, 0x11, 0xec, 0x11]);
  });

  it.each([
    [17, 21],
    [18, 25],
    [154, 45],
    [155, 49],
    [230, 53],
    [271, 57],
    [425, 69],
  ])("of %i bytes has the smallest size that they fit into: %i", (bytes, size) => {
    expect(qrCode("x".repeat(bytes))).toHaveLength(size);
  });

  it("of more than it holds is none", () => {
    expect(() => qrCode("é".repeat(213))).toThrow(RangeError);
  });

  // OpenCV's reader read these, and one of each size up to 69, as the texts that they were made of.
  it.each([
    ["A", "d240dde2f9cadaf2"],
    [
      "otpauth://totp/Platebook:ann%40example.com?secret=ABCDEFGHIJKLMNOPQRSTUVWXYZ234567&issuer=Platebook",
      "e5217b530ff8d9ae",
    ],
    ["é".repeat(120), "8736a67e78555b42"],
  ])("is drawn as readers know it: %s", (text, known) => {
    expect(digest(qrCode(text))).toBe(known);
  });
});
