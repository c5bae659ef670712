import { texts } from "@/lib/texts";

import { isHeldUp, isMoving, type QueuedPhoto } from "./queue";
import type { Results } from "./use-results";

/** How far a list of photos is. */
export type Tally = {
  /** All that are to be sent: neither those that somebody cancelled nor those that were sent before. */
  total: number;
  sent: number;
  read: number;
  /** Sent, and to be read once there is a budget for it. */
  waiting: number;
  /** Not sent, and not going on by themselves, or not to be read. */
  failed: number;
  /** Something is still being done about one of them. */
  isGoingOn: boolean;
};

const LEFT_OUT = ["cancelled", "repeated"];
const UNSENT = ["failed", "refused"];
const isGivenUp = (photo: QueuedPhoto): boolean => UNSENT.includes(photo.step.name) && !isHeldUp(photo);

/** Counts photos by what became of them. */
export function tallyOf(photos: readonly QueuedPhoto[], results: Results): Tally {
  const counted = photos.filter(({ step }) => !LEFT_OUT.includes(step.name));
  const sent = counted.flatMap(({ step }) => (step.name === "sent" ? [results.get(step.uploadId)?.status] : []));
  const read = sent.filter((status) => status === "done").length;
  const unreadable = sent.filter((status) => status === "failed").length;
  const waiting = sent.filter((status) => status === "waiting").length;
  return {
    total: counted.length,
    sent: sent.length,
    read,
    waiting,
    failed: unreadable + counted.filter(isGivenUp).length,
    isGoingOn: counted.some((photo) => isMoving(photo) || isHeldUp(photo)) || read + unreadable + waiting < sent.length,
  };
}

/** A tally in words: what is none is not named. */
export const tallyText = ({ sent, total, read, waiting, failed }: Tally): string =>
  [
    texts.upload.allSent(sent, total),
    ...(read > 0 ? [texts.upload.read(read)] : []),
    ...(waiting > 0 ? [texts.upload.waiting(waiting)] : []),
    ...(failed > 0 ? [texts.upload.failed(failed)] : []),
  ].join(" · ");
