import { codewordsOf } from "./codewords";

/** Rows of modules: true is dark. */
export type Modules = readonly (readonly boolean[])[];

type Grid = (boolean | null)[][];

/** Where the middles of alignment patterns are, by version; the first version has none. */
const ALIGNED: readonly (readonly number[])[] = [
  [],
  [6, 18],
  [6, 22],
  [6, 26],
  [6, 30],
  [6, 34],
  [6, 22, 38],
  [6, 24, 42],
  [6, 26, 46],
  [6, 28, 50],
  [6, 30, 54],
  [6, 32, 58],
  [6, 34, 62],
];

/** Appends the remainder of a division by a polynomial over two elements, so that a reader sees and mends mistakes. */
function withRemainder(value: number, polynomial: number, bits: number): number {
  let rest = value << bits;
  for (let bit = 31 - Math.clz32(rest); bit >= bits; bit = 31 - Math.clz32(rest)) rest ^= polynomial << (bit - bits);
  return (value << bits) | rest;
}

/** Correction level L and mask 0. The mask is always the same: every reader knows it, and what is drawn looks random. */
const FORMAT = withRemainder(0b01000, 0b10100110111, 10) ^ 0b101010000010010;

const isMasked = (row: number, column: number): boolean => (row + column) % 2 === 0;

const put = (grid: Grid, row: number, column: number, dark: boolean): void => {
  const line = grid[row];
  if (line !== undefined && column >= 0 && column < line.length) line[column] = dark;
};

/** A square in a square, by the distance from its middle. */
function drawSquares(grid: Grid, row: number, column: number, radius: number, isDark: (distance: number) => boolean) {
  for (let down = -radius; down <= radius; down += 1)
    for (let right = -radius; right <= radius; right += 1)
      put(grid, row + down, column + right, isDark(Math.max(Math.abs(down), Math.abs(right))));
}

function drawPatterns(grid: Grid, version: number): void {
  const size = grid.length;
  for (let i = 0; i < size; i += 1) {
    put(grid, 6, i, i % 2 === 0);
    put(grid, i, 6, i % 2 === 0);
  }
  const corners = [
    [3, 3],
    [3, size - 4],
    [size - 4, 3],
  ] as const;
  const middles = ALIGNED[version - 1] ?? [];
  const last = middles.at(-1);
  for (const row of middles)
    for (const column of middles) {
      const isAtCorner = (row === 6 && (column === 6 || column === last)) || (row === last && column === 6);
      if (!isAtCorner) drawSquares(grid, row, column, 2, (distance) => distance !== 1);
    }
  for (const [row, column] of corners)
    drawSquares(grid, row, column, 4, (distance) => distance !== 2 && distance !== 4);
}

function drawFormat(grid: Grid): void {
  const size = grid.length;
  for (let i = 0; i < 15; i += 1) {
    const dark = ((FORMAT >> i) & 1) === 1;
    const along = i < 6 ? i : i < 8 ? i + 1 : size - 15 + i;
    put(grid, along, 8, dark);
    put(grid, 8, i < 8 ? size - 1 - i : i < 9 ? 7 : 14 - i, dark);
  }
  put(grid, size - 8, 8, true);
}

function drawVersion(grid: Grid, version: number): void {
  if (version < 7) return;
  const bits = withRemainder(version, 0b1111100100101, 12);
  for (let i = 0; i < 18; i += 1) {
    const dark = ((bits >> i) & 1) === 1;
    const [near, far] = [Math.floor(i / 3), grid.length - 11 + (i % 3)];
    put(grid, near, far, dark);
    put(grid, far, near, dark);
  }
}

/** The places that are left for data, in the order they are filled: two columns at a time, up and down in turn. */
function* freePlaces(grid: Grid): Generator<readonly [row: number, column: number]> {
  const size = grid.length;
  let isUp = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let i = 0; i < size; i += 1)
      for (const column of [right, right - 1]) {
        const row = isUp ? size - 1 - i : i;
        if (grid[row]?.[column] === null) yield [row, column];
      }
    isUp = !isUp;
  }
}

/**
 * Draws a QR code (ISO/IEC 18004) of a text: bytes, correction level L.
 *
 * @throws RangeError for more than 425 bytes.
 */
export function qrCode(text: string): Modules {
  const { version, codewords } = codewordsOf(text);
  const size = 17 + 4 * version;
  const grid: Grid = Array.from({ length: size }, () => Array.from({ length: size }, () => null));
  drawPatterns(grid, version);
  drawFormat(grid);
  drawVersion(grid, version);
  const places = Array.from(freePlaces(grid));
  places.forEach(([row, column], i) => {
    const bit = ((codewords[i >> 3] ?? 0) >> (7 - (i & 7))) & 1;
    put(grid, row, column, (bit === 1) !== isMasked(row, column));
  });
  return grid.map((line) => line.map((dark) => dark === true));
}
