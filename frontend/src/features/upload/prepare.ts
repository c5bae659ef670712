import { captureTimeOf, type CaptureTime } from "./capture-time";
import { fetched } from "./fetched";
import { isOverLimit, measure, MIN_SIDE_PIXELS, shrink, type Size } from "./shrink";
import { kindOf, SNIFFED_BYTES, type PhotoKind } from "./sniff";
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

/** The steps that need a real browser; tests hand in others. */
export type PhotoTools = {
  captureTimeOf: (photo: Blob) => Promise<CaptureTime | null>;
  heicToJpeg: (photo: Blob) => Promise<Blob>;
  measure: (photo: Blob) => Promise<Size>;
  shrink: (photo: Blob, size: Size) => Promise<{ blob: Blob } & Size>;
};

async function heicToJpeg(photo: Blob): Promise<Blob> {
  const { heicTo } = await fetched(import("heic-to/csp"));
  return heicTo({ blob: photo, type: "image/jpeg", quality: 0.92 }).catch((cause: unknown) => {
    throw new UserError(texts.upload.refused.heic, { cause });
  });
}

const browserTools: PhotoTools = { captureTimeOf, heicToJpeg, measure, shrink };

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
  return kind;
}

/** The longest name that the API takes. */
const MAX_NAME = 255;

const asJpegName = (name: string): string => `${name.replace(/\.[^.]*$/, "")}.jpg`;

/**
 * Makes a chosen file ready to be sent: refuses what cannot be read, converts HEIC, makes over-large photos smaller.
 *
 * @param file - As the person chose it; its bytes, not its name, tell what it is.
 * @throws NetworkError when a part of the app that is needed for it cannot be fetched; UserError with the reason, for a
 *   file that cannot be sent.
 */
export async function preparePhoto(file: File, tools: PhotoTools = browserTools): Promise<PreparedPhoto> {
  const kind = await kindOfFile(file);
  // First of all: converting and shrinking drop the metadata.
  const taken = await tools.captureTimeOf(file);
  const converted = kind === "heic";
  const photo = converted ? await tools.heicToJpeg(file) : file;
  const size = await tools.measure(photo);
  if (Math.min(size.width, size.height) < MIN_SIDE_PIXELS)
    throw new UserError(texts.upload.refused.tooSmall(size.width, size.height));
  const shrunk = isOverLimit(photo.size, size) ? await tools.shrink(photo, size) : null;
  const fileName = converted || shrunk !== null ? asJpegName(file.name) : file.name;
  return {
    blob: shrunk?.blob ?? photo,
    fileName: fileName.slice(-MAX_NAME),
    contentType: kind === "png" && shrunk === null ? "image/png" : "image/jpeg",
    capturedAt: taken?.at ?? null,
    changes: [
      ...(converted ? [texts.upload.changes.converted] : []),
      ...(shrunk === null ? [] : [texts.upload.changes.shrunk(shrunk.width, shrunk.height)]),
      ...(taken?.isZoneAssumed ? [texts.upload.changes.zoneAssumed] : []),
    ],
  };
}
