import { describe, expect, it } from "vitest";

import type { Upload } from "@/client";
import { texts } from "@/lib/texts";
import { aJpeg, anUpload } from "@/testing/samples";

import type { QueuedPhoto, Step } from "./queue";
import { tallyOf, tallyText } from "./tally";

const FILE = aJpeg();

const inQueue = (...steps: Step[]): QueuedPhoto[] =>
  steps.map((step, place) => ({
    ...{ id: String(place), step, chosenAt: 0, place, file: FILE, digest: null, mayRepeat: false },
    ...{ prepared: null, promise: null, previewUrl: null },
  }));

const sentTo = (uploadId: string): Step => ({ name: "sent", uploadId });
const results = (statuses: Record<string, Upload["status"]>) =>
  new Map(Object.entries(statuses).map(([upload_id, status]) => [upload_id, anUpload({ upload_id, status })]));

describe("the tally of a list of photos", () => {
  it("tells what was sent, what was read and what failed, on the way and at the end", () => {
    const photos = inQueue(
      ...[sentTo("read"), sentTo("unreadable"), sentTo("reading"), sentTo("unknown")],
      { name: "sending", sentBytes: 1 },
      { name: "failed", problem: "Enough for today.", goesOn: false },
      { name: "refused", problem: "No photo." },
    );
    const tally = tallyOf(photos, results({ read: "done", unreadable: "failed", reading: "processing" }));
    expect(tally).toEqual({ total: 7, sent: 4, read: 1, waiting: 0, failed: 3, isGoingOn: true });
    expect(tallyText(tally)).toBe(
      [texts.upload.allSent(4, 7), texts.upload.read(1), texts.upload.failed(3)].join(" · "),
    );
  });

  it("leaves out what nobody wants sent", () => {
    const photos = inQueue(sentTo("read"), { name: "cancelled" }, { name: "repeated", earlier: null });
    const tally = tallyOf(photos, results({ read: "done" }));
    expect(tally).toEqual({ total: 1, sent: 1, read: 1, waiting: 0, failed: 0, isGoingOn: false });
  });

  it("does not go on for photos that wait for a budget, and names them", () => {
    const tally = tallyOf(inQueue(sentTo("a"), sentTo("b")), results({ a: "done", b: "waiting" }));
    expect(tally).toMatchObject({ read: 1, waiting: 1, failed: 0, isGoingOn: false });
    expect(tallyText(tally)).toContain(texts.upload.waiting(1));
  });

  it("goes on until what was sent is read, and while something waits for the network", () => {
    const heldUp = tallyOf(inQueue({ name: "failed", problem: "No network.", goesOn: true }), results({}));
    expect(heldUp).toMatchObject({ failed: 0, isGoingOn: true });
    expect(tallyOf(inQueue(sentTo("reading")), results({ reading: "processing" })).isGoingOn).toBe(true);
    expect(tallyOf(inQueue({ name: "refused", problem: "No photo." }), results({})).isGoingOn).toBe(false);
  });
});
