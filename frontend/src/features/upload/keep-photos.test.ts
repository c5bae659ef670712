import { describe, expect, it } from "vitest";

import { createStore } from "@/lib/store";
import { aJpeg } from "@/testing/samples";

import { keepPhotos } from "./keep-photos";
import type { PhotoKeeper } from "./kept-photos";
import type { QueuedPhoto, Step, UploadQueue, WaitingPhoto } from "./queue";

const FILE = aJpeg();

const inQueue = (id: string, step: Step, about: Partial<QueuedPhoto> = {}): QueuedPhoto => ({
  ...{ id, step, chosenAt: 0, place: 0, file: FILE, digest: null, mayRepeat: false },
  ...{ prepared: null, promise: null, previewUrl: null },
  ...about,
});

/** A queue that is as the test says, and a keeper in memory. */
function world(canKeep = true) {
  const photos = createStore<readonly QueuedPhoto[]>([]);
  const written: [owner: string, photo: WaitingPhoto][] = [];
  const dropped: string[] = [];
  const keeper = {
    keep: (owner: string, photo: WaitingPhoto) => {
      written.push([owner, photo]);
      return canKeep ? Promise.resolve() : Promise.reject(new Error("no room"));
    },
    drop: (id: string) => {
      dropped.push(id);
      return Promise.resolve();
    },
  };
  const kept = keepPhotos({ photos } as Pick<UploadQueue, "photos"> as UploadQueue, keeper as unknown as PhotoKeeper);
  kept.setOwner("ann");
  return { photos, written, dropped, kept };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe("keeping a queue's photos", () => {
  it("keeps what is not sent, each change of it once, and drops it when it is sent", async () => {
    const { photos, written, dropped, kept } = world();
    photos.set([inQueue("1", { name: "waiting" })]);
    photos.set([inQueue("1", { name: "sending", sentBytes: 10 })]);
    photos.set([inQueue("1", { name: "sending", sentBytes: 20 })]);
    await settled();
    expect(written).toHaveLength(1);
    expect(kept.keeping.get().get("1")).toBe("kept");
    photos.set([inQueue("1", { name: "failed", problem: "No network.", goesOn: true }, { digest: "abc" })]);
    expect(written.map(([owner, { digest }]) => [owner, digest])).toEqual([
      ["ann", null],
      ["ann", "abc"],
    ]);
    photos.set([inQueue("1", { name: "sent", uploadId: "upload-1" })]);
    expect(dropped).toEqual(["1"]);
  });

  it.each<[what: string, step: Step]>([
    ["was refused", { name: "refused", problem: "No photo." }],
    ["was sent before", { name: "repeated", earlier: null }],
  ])("drops what %s, and what is taken out of the list", (_what, step) => {
    const { photos, dropped } = world();
    photos.set([inQueue("1", { name: "preparing" }), inQueue("2", { name: "cancelled" })]);
    photos.set([inQueue("1", step)]);
    expect(dropped).toEqual(["1", "2"]);
  });

  it("tells what the browser could not keep", async () => {
    const { photos, kept } = world(false);
    photos.set([inQueue("1", { name: "waiting" })]);
    await settled();
    expect(kept.keeping.get().get("1")).toBe("unkept");
  });

  it("leaves what it kept of one person alone when another one comes", () => {
    const { photos, written, dropped, kept } = world();
    photos.set([inQueue("1", { name: "waiting" })]);
    kept.setOwner("bob");
    photos.set([]);
    photos.set([inQueue("2", { name: "waiting" })]);
    expect(dropped).toEqual([]);
    expect(written.map(([owner, { id }]) => [owner, id])).toEqual([
      ["ann", "1"],
      ["bob", "2"],
    ]);
  });
});
