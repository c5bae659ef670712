import { describe, expect, it } from "vitest";

import { withPrimaryOnly } from "./heic-primary";

const bytesOf = (...numbers: number[]): number[] => numbers;
const u16 = (value: number): number[] => bytesOf(value >> 8, value & 255);
const u32 = (value: number): number[] => [...u16(value >>> 16), ...u16(value & 0xffff)];
const letters = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));
const box = (type: string, ...content: number[][]): number[] => {
  const inside = content.flat();
  return [...u32(inside.length + 8), ...letters(type), ...inside];
};
const fullBox = (type: string, version: number, flags: number, ...content: number[][]): number[] =>
  box(type, [version, 0, 0, flags], ...content);

type Item = { id: number; flags?: number };

/** A HEIC's boxes, with items in 16 or in 32 bits. */
function heic(items: Item[], primary: number | null, isLong = false): Uint8Array {
  const number = isLong ? u32 : u16;
  const infes = items.map(({ id, flags = 0 }) =>
    fullBox("infe", isLong ? 3 : 2, flags, number(id), u16(0), letters("hvc1\0")),
  );
  const pitm = primary === null ? [] : fullBox("pitm", isLong ? 1 : 0, 0, number(primary));
  const iinf = fullBox("iinf", isLong ? 1 : 0, 0, number(items.length), ...infes);
  const meta = fullBox("meta", 0, 0, fullBox("hdlr", 0, 0, letters("pict")), pitm, iinf);
  return Uint8Array.from([...box("ftyp", letters("heic\0\0\0\0mif1")), ...meta, ...box("mdat", u32(0))]);
}

const changed = (file: Uint8Array): number[] => [...new Uint8Array(withPrimaryOnly(Uint8Array.from(file).buffer))];

describe("a HEIC of several pictures", () => {
  it.each([false, true])("is left its primary one to be shown, numbers in 32 bits: %s", (isLong) => {
    const file = heic([{ id: 1 }, { id: 2 }, { id: 3, flags: 1 }], 2, isLong);
    expect(changed(file)).toEqual([...heic([{ id: 1, flags: 1 }, { id: 2 }, { id: 3, flags: 1 }], 2, isLong)]);
  });

  it("that names no primary one is left as it is", () => {
    const file = heic([{ id: 1 }, { id: 2 }], null);
    expect(changed(file)).toEqual([...file]);
  });

  it("that ends anywhere, or is no HEIC, does no harm", () => {
    const file = heic([{ id: 1 }, { id: 2 }], 2);
    for (let end = 0; end < file.length; end++) expect(changed(file.slice(0, end))).toHaveLength(end);
    expect(changed(Uint8Array.from(letters("a text, not boxes at all")))).toHaveLength(24);
  });
});
