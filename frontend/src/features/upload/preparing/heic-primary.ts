/** Where a box's content begins and ends, in bytes of the file. */
type Box = { type: string; start: number; end: number };

/** Boxes that begin with a version and flags (ISO/IEC 14496-12, section 4.2). */
const FULL_BOX_BYTES = 4;
/** "This item is not to be shown" (ISO/IEC 23008-12, section 6.4.2). */
const HIDDEN = 1;

function* boxesIn(view: DataView, from: number, to: number): Generator<Box> {
  for (let place = from; place + 8 <= to;) {
    const [size, type] = [view.getUint32(place), view.getUint32(place + 4)];
    const isLarge = size === 1;
    const bytes = isLarge ? Number(view.getBigUint64(place + 8)) : size;
    const end = size === 0 ? to : place + bytes;
    if (end <= place) return;
    yield {
      type: String.fromCharCode(type >>> 24, (type >> 16) & 255, (type >> 8) & 255, type & 255),
      start: place + (isLarge ? 16 : 8),
      end: Math.min(end, to),
    };
    place = end;
  }
}

const find = (view: DataView, within: Omit<Box, "type">, type: string): Box | undefined =>
  [...boxesIn(view, within.start, within.end)].find((box) => box.type === type);

const versionOf = (view: DataView, { start }: Box): number => view.getUint8(start);

/** An item's number, which stands in 16 bits, and in later versions of its box in 32. */
const itemId = (view: DataView, box: Box, isLong: boolean): number =>
  isLong ? view.getUint32(box.start + FULL_BOX_BYTES) : view.getUint16(box.start + FULL_BOX_BYTES);

function hideOthers(view: DataView, meta: Omit<Box, "type">): void {
  const [pitm, iinf] = [find(view, meta, "pitm"), find(view, meta, "iinf")];
  if (pitm === undefined || iinf === undefined) return;
  const primary = itemId(view, pitm, versionOf(view, pitm) > 0);
  const countBytes = versionOf(view, iinf) > 0 ? 4 : 2;
  for (const item of boxesIn(view, iinf.start + FULL_BOX_BYTES + countBytes, iinf.end)) {
    const isOther = itemId(view, item, versionOf(view, item) > 2) !== primary;
    const flags = item.start + FULL_BOX_BYTES - 1;
    if (isOther) view.setUint8(flags, view.getUint8(flags) | HIDDEN);
  }
}

/**
 * Leaves a HEIC one picture to be shown, its primary one: the converter takes whichever comes first.
 *
 * @param bytes - The whole file.
 * @returns The same length; the very same bytes where the file names no primary picture or ends too early.
 */
export function withPrimaryOnly(bytes: ArrayBuffer): ArrayBuffer {
  const changed = bytes.slice(0);
  const view = new DataView(changed);
  try {
    const meta = find(view, { start: 0, end: view.byteLength }, "meta");
    if (meta !== undefined) hideOthers(view, { start: meta.start + FULL_BOX_BYTES, end: meta.end });
    return changed;
  } catch (error) {
    if (error instanceof RangeError) return bytes; // cut short: the converter says so
    throw error;
  }
}
