import { captureTimeOf, type CaptureTime } from "./capture-time";
import { fetched } from "./fetched";
import { withPrimaryOnly } from "./heic-primary";
import { isOverLimit, measure, MIN_SIDE_PIXELS, shrink, type Size } from "./shrink";
import { KIND_NAMES, kindOf, SNIFFED_BYTES, type FileKind, type PhotoKind } from "./sniff";
import { UserError } from "@/lib/errors";
import { texts } from "@/lib/texts";

/** A photo as it will be sent. */
export type PreparedPhoto = {
  blob: Blob;
  fileName: string;
  contentType: "image/jpeg" | "image/png";
  /** RFC 3339 in UTC; null when the photo does not say. */
  capturedAt: string | null;
  /** Sentences on what was changed about the photo, for the person who chose it. */
  changes: string[];
};

type Drawn = { blob: Blob } & Size;

/** The steps that need a real browser; tests hand in others. */
export type PhotoTools = {
  captureTimeOf: (photo: Blob) => Promise<CaptureTime | null>;
  heicToJpeg: (photo: Blob) => Promise<Blob>;
  measure: (photo: Blob) => Promise<Size>;
  shrink: (photo: Blob, size: Size) => Promise<Drawn>;
};

async function heicToJpeg(photo: Blob): Promise<Blob> {
  const { heicTo } = await fetched(import("heic-to/csp"));
  const blob = new Blob([withPrimaryOnly(await photo.arrayBuffer())], { type: photo.type });
  return heicTo({ blob, type: "image/jpeg", quality: 0.92 }).catch((cause: unknown) => {
    throw new UserError(texts.upload.refused.heic, { cause });
  });
}

const browserTools: PhotoTools = { captureTimeOf, heicToJpeg, measure, shrink };

const OTHERS: readonly FileKind[] = ["svg", "xml", "pdf", "video", "zip", "html"];

const isPhoto = (kind: FileKind): kind is PhotoKind => !OTHERS.includes(kind);

/** What S3 and the text detection take. */
const SENT_AS_IT_IS: readonly PhotoKind[] = ["jpeg", "png"];

/** What only the browser can make a JPEG of, by drawing it. */
const isForBrowser = (kind: PhotoKind): boolean => kind !== "heic" && !SENT_AS_IT_IS.includes(kind);

async function kindOfFile(file: File): Promise<PhotoKind> {
  if (file.size === 0) throw new UserError(texts.upload.refused.empty);
  const head = await file
    .slice(0, SNIFFED_BYTES)
    .arrayBuffer()
    .catch((cause: unknown) => {
      throw new UserError(texts.upload.refused.unreadable, { cause });
    });
  const kind = kindOf(new Uint8Array(head));
  if (kind === null) throw new UserError(texts.upload.refused.type);
  if (!isPhoto(kind))
    throw new UserError(texts.upload.refused.otherType(kind === "video" ? texts.upload.video : KIND_NAMES[kind]));
  return kind;
}

/** The longest name that the API takes. */
const MAX_NAME = 255;

/** A photo's size as this browser shows it. */
async function measured(photo: Blob, kind: PhotoKind, tools: PhotoTools): Promise<Size> {
  try {
    return await tools.measure(photo);
  } catch (cause) {
    if (!isForBrowser(kind)) throw cause;
    throw new UserError(texts.upload.refused.cannotShow(KIND_NAMES[kind]), { cause });
  }
}

const asJpegName = (name: string): string => `${name.replace(/\.[^.]*$/, "")}.jpg`;

/** The photo drawn anew where it must be: as a JPEG, or with fewer pixels; null where it can be sent as it is. */
async function drawnAnew(photo: Blob, kind: PhotoKind, size: Size, tools: PhotoTools): Promise<Drawn | null> {
  return isForBrowser(kind) || isOverLimit(photo.size, size) ? tools.shrink(photo, size) : null;
}

function changesOf(kind: PhotoKind, size: Size, drawn: Drawn | null, taken: CaptureTime | null): string[] {
  const { converted, shrunk, fewerBytes, zoneAssumed } = texts.upload.changes;
  const isSmaller = drawn !== null && drawn.width < size.width;
  return [
    ...(SENT_AS_IT_IS.includes(kind) ? [] : [converted(KIND_NAMES[kind])]),
    ...(isSmaller ? [shrunk(drawn.width, drawn.height)] : []),
    ...(drawn !== null && !isSmaller && !isForBrowser(kind) ? [fewerBytes] : []),
    ...(taken?.isZoneAssumed ? [zoneAssumed] : []),
  ];
}

/**
 * Makes a chosen file ready to be sent: refuses what cannot be read, makes a JPEG of what else the browser can show, and
 * over-large photos smaller.
 *
 * @param file - As the person chose it; its bytes, not its name, tell what it is.
 * @throws NetworkError when a part of the app that is needed for it cannot be fetched; UserError with the reason, for a
 *   file that cannot be sent.
 */
export async function preparePhoto(file: File, tools: PhotoTools = browserTools): Promise<PreparedPhoto> {
  const kind = await kindOfFile(file);
  // First of all: converting and shrinking drop the metadata.
  const taken = await tools.captureTimeOf(file);
  const photo = kind === "heic" ? await tools.heicToJpeg(file) : file;
  const size = await measured(photo, kind, tools);
  if (Math.min(size.width, size.height) < MIN_SIDE_PIXELS)
    throw new UserError(texts.upload.refused.tooSmall(size.width, size.height));
  const drawn = await drawnAnew(photo, kind, size, tools);
  const blob = drawn?.blob ?? photo;
  return {
    blob,
    fileName: (blob === file ? file.name : asJpegName(file.name)).slice(-MAX_NAME),
    contentType: kind === "png" && blob === file ? "image/png" : "image/jpeg",
    capturedAt: taken?.at ?? null,
    changes: changesOf(kind, size, drawn, taken),
  };
}
