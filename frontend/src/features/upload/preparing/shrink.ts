import { UserError } from "@/lib/errors";
import { texts } from "@/lib/texts";

export const MAX_SIZE_BYTES = 15 * 1024 * 1024;
export const MAX_PIXELS = 64_000_000;
export const MIN_SIDE_PIXELS = 80;
/** The longest side that Rekognition's guide gives for any of its operations. */
export const MAX_SIDE_PIXELS = 10_000;

/** Phones refuse a canvas above 4096 × 4096 (Safari's limit); a plate is well legible in a photo of that size. */
const CANVAS_PIXELS = 4096 * 4096;
const JPEG_QUALITY = 0.92;
const NEXT_TRY = 0.8;

export type Size = { width: number; height: number };

/** Whether a photo is over what the API takes. */
export const isOverLimit = (sizeBytes: number, { width, height }: Size): boolean =>
  sizeBytes > MAX_SIZE_BYTES || width * height > MAX_PIXELS || Math.max(width, height) > MAX_SIDE_PIXELS;

/** The largest size of the same shape with at most that many pixels and no side too long; never larger than it was. */
export function fitted({ width, height }: Size, maxPixels: number): Size {
  const scale = Math.min(1, Math.sqrt(maxPixels / (width * height)), MAX_SIDE_PIXELS / Math.max(width, height));
  return { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
}

async function drawn(bitmap: ImageBitmap, { width, height }: Size): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (context === null) throw new UserError(texts.upload.refused.tooBigToShrink);
  context.imageSmoothingQuality = "high";
  // A transparent PNG would turn black in a JPEG, which has no transparency.
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  return canvas.convertToBlob({ type: "image/jpeg", quality: JPEG_QUALITY });
}

/**
 * Makes an over-large photo small enough for the API, upright as its EXIF says.
 *
 * @param photo - A photo that this browser can decode.
 * @param size - Its size, upright.
 * @returns A JPEG of at most 15 MB, without metadata, and its size in pixels.
 * @throws UserError when the browser has not the memory for it.
 */
export async function shrink(photo: Blob, size: Size): Promise<{ blob: Blob } & Size> {
  const bitmap = await createImageBitmap(photo, { imageOrientation: "from-image" }).catch((cause: unknown) => {
    throw new UserError(texts.upload.refused.tooBigToShrink, { cause });
  });
  try {
    let target = fitted(size, CANVAS_PIXELS);
    let blob = await drawn(bitmap, target);
    while (blob.size > MAX_SIZE_BYTES) {
      target = fitted(target, target.width * target.height * NEXT_TRY);
      blob = await drawn(bitmap, target);
    }
    return { blob, ...target };
  } finally {
    bitmap.close();
  }
}

/**
 * A photo's size as the browser shows it, upright.
 *
 * @throws UserError when the browser cannot decode it.
 */
export async function measure(photo: Blob): Promise<Size> {
  const image = new Image();
  image.src = URL.createObjectURL(photo);
  try {
    await new Promise((resolve, reject) => {
      image.onload = resolve;
      image.onerror = reject;
    });
    return { width: image.naturalWidth, height: image.naturalHeight };
  } catch (cause) {
    throw new UserError(texts.upload.refused.damaged, { cause });
  } finally {
    URL.revokeObjectURL(image.src);
  }
}
