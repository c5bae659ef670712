/** Photos that are sent as they are, or that something turns into a JPEG first. */
export type PhotoKind = "jpeg" | "png" | "heic" | "webp" | "avif" | "gif" | "bmp" | "tiff" | "jxl";
/** Files that people choose by mistake. */
export type OtherKind = "svg" | "xml" | "pdf" | "video" | "zip" | "html";
/** What a file really is, whatever its name and its type say. */
export type FileKind = PhotoKind | OtherKind;

/** What people call each kind; these are the formats' own names, the same in every language. */
export const KIND_NAMES: Readonly<Record<Exclude<FileKind, "video">, string>> = {
  ...{ jpeg: "JPEG", png: "PNG", heic: "HEIC", webp: "WebP", avif: "AVIF", gif: "GIF", bmp: "BMP", tiff: "TIFF" },
  ...{ jxl: "JPEG XL", svg: "SVG", xml: "XML", pdf: "PDF", zip: "ZIP", html: "HTML" },
};

type Mark = [offset: number, text: string];

/** All marks of one line are there in a file of that kind. */
const SIGNATURES: readonly (readonly [kind: FileKind, ...marks: Mark[]])[] = [
  ["jpeg", [0, "\xff\xd8\xff"]],
  ["png", [0, "\x89PNG\r\n\x1a\n"]],
  ["webp", [0, "RIFF"], [8, "WEBP"]],
  ["video", [0, "RIFF"], [8, "AVI "]],
  ["video", [0, "\x1aE\xdf\xa3"]],
  ["gif", [0, "GIF8"]],
  ["bmp", [0, "BM"], [6, "\0\0\0\0"]],
  ["tiff", [0, "II*\0"]],
  ["tiff", [0, "MM\0*"]],
  ["jxl", [0, "\xff\x0a"]],
  ["jxl", [0, "\0\0\0\x0cJXL "]],
  ["pdf", [0, "%PDF-"]],
  ["zip", [0, "PK\x03\x04"]],
];

/**
 * Brands of files in boxes (ISO/IEC 14496-12): the first kind that one of a file's brands names. HEIC's are those of
 * ISO/IEC 23008-12, annex B, as phones write them; "mif1" alone says only that there is a picture.
 */
const BRANDS: readonly (readonly [kind: FileKind, brands: readonly string[]])[] = [
  ["avif", ["avif", "avis"]],
  ["heic", ["heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1"]],
];

const MARKUP: readonly (readonly [kind: FileKind, start: string])[] = [
  ["svg", "<svg"],
  ["xml", "<?xml"],
  ["html", "<html"],
  ["html", "<!doctype html"],
];

/** As many first bytes of a file as `kindOf` looks at. */
export const SNIFFED_BYTES = 64;

function kindInBoxes(head: string): FileKind {
  const size = [0, 1, 2, 3].reduce((sum, place) => sum * 256 + head.charCodeAt(place), 0);
  const end = Math.min(size, head.length);
  const brands = [head.slice(8, 12)];
  for (let place = 16; place + 4 <= end; place += 4) brands.push(head.slice(place, place + 4));
  return BRANDS.find(([, known]) => known.some((brand) => brands.includes(brand)))?.[0] ?? "video";
}

function kindOfMarkup(head: string): FileKind | null {
  const text = head.replace(/^(?:\xef\xbb\xbf|\s)+/, "").toLowerCase();
  return MARKUP.find(([, start]) => text.startsWith(start))?.[0] ?? null;
}

/**
 * Tells what a file is by its first bytes.
 *
 * @param bytes - The file's first SNIFFED_BYTES bytes, or fewer when it has no more.
 * @returns The kind, or null when it is none that people commonly take for a photo.
 */
export function kindOf(bytes: Uint8Array): FileKind | null {
  const head = String.fromCharCode(...bytes.subarray(0, SNIFFED_BYTES));
  const signed = SIGNATURES.find(([, ...marks]) => marks.every(([offset, text]) => head.startsWith(text, offset)));
  if (signed !== undefined) return signed[0];
  return head.startsWith("ftyp", 4) ? kindInBoxes(head) : kindOfMarkup(head);
}
