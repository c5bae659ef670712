import { correctionOf } from "./error-correction";

/** How a size of code is cut into blocks at correction level L: correction bytes a block, and data bytes of each block. */
type Version = { correction: number; blocks: readonly number[] };

const equal = (count: number, size: number): number[] => Array.from({ length: count }, () => size);

/** Versions 1 to 13 (ISO/IEC 18004, table 9): enough for 425 bytes. */
const VERSIONS: readonly Version[] = [
  { correction: 7, blocks: [19] },
  { correction: 10, blocks: [34] },
  { correction: 15, blocks: [55] },
  { correction: 20, blocks: [80] },
  { correction: 26, blocks: [108] },
  { correction: 18, blocks: equal(2, 68) },
  { correction: 20, blocks: equal(2, 78) },
  { correction: 24, blocks: equal(2, 97) },
  { correction: 30, blocks: equal(2, 116) },
  { correction: 18, blocks: [...equal(2, 68), ...equal(2, 69)] },
  { correction: 20, blocks: equal(4, 81) },
  { correction: 24, blocks: [...equal(2, 92), ...equal(2, 93)] },
  { correction: 26, blocks: equal(4, 107) },
];

const BYTE_MODE = "0100";
const TERMINATOR = "0000";
const PADDING = [0xec, 0x11] as const;

/** From version 10 on the length takes two bytes. */
const lengthBits = (version: number): number => (version < 10 ? 8 : 16);

const capacity = ({ blocks }: Version): number => blocks.reduce((sum, size) => sum + size, 0);

const asBits = (value: number, count: number): string => value.toString(2).padStart(count, "0");

function dataOf(bytes: Uint8Array, version: number, size: number): number[] {
  const bits = [
    BYTE_MODE,
    asBits(bytes.length, lengthBits(version)),
    ...Array.from(bytes, (byte) => asBits(byte, 8)),
    TERMINATOR,
  ].join("");
  const data = (bits.match(/.{1,8}/g) ?? []).map((byte) => parseInt(byte.padEnd(8, "0"), 2)).slice(0, size);
  const padding = Array.from({ length: size - data.length }, (_, i) => PADDING[i % 2 === 0 ? 0 : 1]);
  return [...data, ...padding];
}

/** The first byte of each block, then the second of each, and so on. */
const interleaved = (blocks: readonly (readonly number[])[]): number[] =>
  Array.from({ length: Math.max(...blocks.map(({ length }) => length)) }, (_, i) =>
    blocks.flatMap((block) => block[i] ?? []),
  ).flat();

/**
 * What a QR code of a text holds: the smallest version that it fits into, and its bytes in the order they are drawn.
 *
 * @throws RangeError for more than 425 bytes.
 */
export function codewordsOf(text: string): { version: number; codewords: number[] } {
  const bytes = new TextEncoder().encode(text);
  const fits = (about: Version, i: number): boolean => 4 + lengthBits(i + 1) + 8 * bytes.length <= 8 * capacity(about);
  const place = VERSIONS.findIndex(fits);
  const about = VERSIONS[place];
  if (about === undefined) throw new RangeError(`A QR code here holds 425 bytes, and no ${bytes.length}.`);
  const data = dataOf(bytes, place + 1, capacity(about));
  let start = 0;
  const blocks = about.blocks.map((size) => data.slice(start, (start += size)));
  const corrections = blocks.map((block) => correctionOf(block, about.correction));
  return { version: place + 1, codewords: [...interleaved(blocks), ...interleaved(corrections)] };
}
