import { describe, expect, it, vi } from "vitest";

import type { UploadRequest } from "@/client";
import { NetworkError, UserError } from "@/lib/errors";
import { aJpeg } from "@/testing/samples";

import { StorageRefusedError } from "./post-file";
import { createUploadQueue, isMoving, sentShare, type QueueTools, type UploadQueue } from "./queue";

type Sending = { blob: Blob; url: string; progress: (bytes: number) => void; end: (error?: Error) => void };

/** A world in which photos are sent when the test says so. */
function world() {
  const sendings: Sending[] = [];
  const reserved: UploadRequest[] = [];
  const droppedPreviews: string[] = [];
  let now = 0;
  const tools: QueueTools = {
    prepare: (file) => {
      if (file.name.startsWith("offline")) return Promise.reject(new NetworkError("No network."));
      if (file.name.startsWith("bad")) return Promise.reject(new UserError("This is no photo."));
      return Promise.resolve({
        blob: file,
        fileName: file.name,
        contentType: "image/jpeg",
        capturedAt: null,
        changes: [],
      });
    },
    reserve: (request) => {
      reserved.push(request);
      const upload_id = `upload-${reserved.length}`;
      const upload = { url: `http://s3.test/${upload_id}`, fields: {} };
      return Promise.resolve({
        upload_id,
        status: "awaiting_upload",
        upload,
        expires_at: new Date(now + 300_000).toISOString(),
      });
    },
    send: ({ url }, blob, progress, signal) =>
      new Promise((resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason as Error));
        sendings.push({ url, blob, progress, end: (error) => (error === undefined ? resolve() : reject(error)) });
      }),
    previews: { make: () => "blob:preview", drop: (url) => droppedPreviews.push(url) },
    now: () => now,
  };
  const queue = createUploadQueue(tools);
  const passTime = (ms: number): number => (now += ms);
  return { queue, sendings, reserved, droppedPreviews, passTime };
}

const steps = (queue: UploadQueue): string[] => queue.photos.get().map(({ step }) => step.name);
const only = (queue: UploadQueue) => {
  const [photo] = queue.photos.get();
  if (photo === undefined) throw new Error("the queue is empty");
  return photo;
};

describe("the upload queue", () => {
  it("announces a photo, sends it and keeps the upload's id", async () => {
    const { queue, sendings, reserved } = world();
    queue.add([aJpeg("gate.jpg", 1234)]);
    await vi.waitFor(() => expect(sendings).toHaveLength(1));
    expect(reserved).toEqual([
      { file_name: "gate.jpg", content_type: "image/jpeg", size_bytes: 1234, captured_at: null },
    ]);
    sendings[0]?.end();
    await vi.waitFor(() => expect(only(queue).step).toEqual({ name: "sent", uploadId: "upload-1" }));
  });

  it("sends four at a time", async () => {
    const { queue, sendings } = world();
    queue.add(Array.from({ length: 6 }, (_, i) => aJpeg(`${i}.jpg`)));
    await vi.waitFor(() => expect(steps(queue)).toEqual([...Array<string>(4).fill("sending"), "waiting", "waiting"]));
    expect(sendings).toHaveLength(4);
    sendings[0]?.end();
    await vi.waitFor(() => expect(sendings).toHaveLength(5));
  });

  it("tells how far each photo is", async () => {
    const { queue, sendings } = world();
    queue.add([aJpeg("gate.jpg", 1000)]);
    await vi.waitFor(() => expect(sendings).toHaveLength(1));
    sendings[0]?.progress(250);
    expect(sentShare(only(queue))).toBe(0.25);
    sendings[0]?.progress(1400);
    expect(sentShare(only(queue))).toBe(1);
  });

  it("shows the newest photos first", () => {
    const { queue } = world();
    queue.add([aJpeg("1.jpg"), aJpeg("2.jpg")]);
    queue.add([aJpeg("3.jpg")]);
    expect(queue.photos.get().map(({ file }) => file.name)).toEqual(["3.jpg", "1.jpg", "2.jpg"]);
  });

  it("refuses what is no photo without asking the API", async () => {
    const { queue, reserved } = world();
    queue.add([aJpeg("bad.jpg")]);
    await vi.waitFor(() => expect(only(queue).step).toEqual({ name: "refused", problem: "This is no photo." }));
    expect(reserved).toEqual([]);
  });

  it("can prepare a photo again that the network alone kept from it", async () => {
    const { queue } = world();
    queue.add([aJpeg("offline.jpg")]);
    await vi.waitFor(() => expect(steps(queue)).toEqual(["failed"]));
  });

  it("sends a failed photo again, to the place it had", async () => {
    const { queue, sendings, reserved } = world();
    queue.add([aJpeg()]);
    await vi.waitFor(() => expect(sendings).toHaveLength(1));
    sendings[0]?.end(new NetworkError("The connection broke."));
    await vi.waitFor(() => expect(only(queue).step).toEqual({ name: "failed", problem: "The connection broke." }));
    queue.retry(only(queue).id);
    await vi.waitFor(() => expect(sendings).toHaveLength(2));
    expect(sendings[1]?.url).toBe(sendings[0]?.url);
    expect(reserved).toHaveLength(1);
  });

  it.each<[why: string, error: Error, waitMs: number]>([
    ["the storage refused it", new StorageRefusedError("No."), 0],
    ["the place is about to be given up", new NetworkError("The connection broke."), 290_000],
  ])("asks for a new place when %s", async (_why, error, waitMs) => {
    const { queue, sendings, reserved, passTime } = world();
    queue.add([aJpeg()]);
    await vi.waitFor(() => expect(sendings).toHaveLength(1));
    sendings[0]?.end(error);
    await vi.waitFor(() => expect(steps(queue)).toEqual(["failed"]));
    passTime(waitMs);
    queue.retry(only(queue).id);
    await vi.waitFor(() => expect(reserved).toHaveLength(2));
  });

  it("stops a cancelled photo, and can start it again", async () => {
    const { queue, sendings } = world();
    queue.add([aJpeg()]);
    await vi.waitFor(() => expect(sendings).toHaveLength(1));
    queue.cancel(only(queue).id);
    expect(steps(queue)).toEqual(["cancelled"]);
    queue.retry(only(queue).id);
    await vi.waitFor(() => expect(steps(queue)).toEqual(["sending"]));
  });

  it("never starts a photo that was cancelled while it waited", async () => {
    const { queue, sendings } = world();
    queue.add(Array.from({ length: 5 }, (_, i) => aJpeg(`${i}.jpg`)));
    await vi.waitFor(() => expect(sendings).toHaveLength(4));
    const last = queue.photos.get().at(-1);
    queue.cancel(last?.id ?? -1);
    sendings.forEach(({ end }) => end());
    await vi.waitFor(() => expect(steps(queue)).toEqual([...Array<string>(4).fill("sent"), "cancelled"]));
    expect(sendings).toHaveLength(4);
  });

  it("forgets everything at once, and lets go of the photos in memory", async () => {
    const { queue, sendings, droppedPreviews } = world();
    queue.add([aJpeg()]);
    await vi.waitFor(() => expect(sendings).toHaveLength(1));
    queue.clear();
    expect(queue.photos.get()).toEqual([]);
    expect(droppedPreviews).toEqual(["blob:preview"]);
  });

  it("knows what would be lost by leaving", async () => {
    const { queue, sendings } = world();
    queue.add([aJpeg(), aJpeg("bad.jpg")]);
    expect(queue.photos.get().filter(isMoving)).toHaveLength(2);
    await vi.waitFor(() => expect(sendings).toHaveLength(1));
    sendings[0]?.end();
    await vi.waitFor(() => expect(queue.photos.get().filter(isMoving)).toHaveLength(0));
  });
});
