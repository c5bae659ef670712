/** What a file really is, whatever its name and its type say. */
export type PhotoKind = "jpeg" | "png" | "heic";

type Signature = { kind: PhotoKind; offset: number; text: string };

/** ISO base media brands of HEIC photos, as ISO/IEC 23008-12 (annex B) and phones write them. */
const HEIC_BRANDS = ["heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1"];

const SIGNATURES: readonly Signature[] = [
  { kind: "jpeg", offset: 0, text: "\xff\xd8\xff" },
  { kind: "png", offset: 0, text: "\x89PNG\r\n\x1a\n" },
  ...HEIC_BRANDS.map((brand): Signature => ({ kind: "heic", offset: 4, text: `ftyp${brand}` })),
];

/** As many first bytes of a file as `kindOf` looks at. */
export const SNIFFED_BYTES = 16;

/**
 * Tells a photo's kind by its first bytes.
 *
 * @param bytes - The file's first SNIFFED_BYTES bytes, or fewer when it has no more.
 * @returns The kind, or null when it is none that Platebook can read.
 */
export function kindOf(bytes: Uint8Array): PhotoKind | null {
  const head = String.fromCharCode(...bytes.subarray(0, SNIFFED_BYTES));
  return SIGNATURES.find(({ offset, text }) => head.startsWith(text, offset))?.kind ?? null;
}
