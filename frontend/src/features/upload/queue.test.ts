import { describe, expect, it, vi } from "vitest";

import type { UploadRequest } from "@/client";
import { ApiError, NetworkError, SessionEndedError, UserError } from "@/lib/errors";
import { aJpeg } from "@/testing/samples";

import { StorageRefusedError } from "./sending/post-file";
import { createUploadQueue, isUnsent, sentShare, type EarlierUpload, type QueueTools, type UploadQueue } from "./queue";

type Sending = { blob: Blob; url: string; progress: (bytes: number) => void; end: (error?: Error) => void };

/** A world in which photos are sent when the test says so. */
function world() {
  const sendings: Sending[] = [];
  const reserved: UploadRequest[] = [];
  const droppedPreviews: string[] = [];
  const withdrawn: string[] = [];
  /** Uploads whose photo is there after all. */
  const arrived = new Set<string>();
  const sentBefore = new Map<string, EarlierUpload>();
  let now = 0;
  let lastId = 0;
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
    digestOf: (file) => Promise.resolve(file.name.replace(/ .*/, "")),
    sentBefore: (digest) => Promise.resolve(sentBefore.get(digest) ?? null),
    hasArrived: (uploadId) => Promise.resolve(arrived.has(uploadId)),
    withdraw: (uploadId) => {
      withdrawn.push(uploadId);
      return Promise.resolve();
    },
    newId: () => `photo-${++lastId}`,
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
  return { queue, sendings, reserved, droppedPreviews, withdrawn, arrived, sentBefore, passTime };
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

  it("says which camera took a photo, of those that were chosen for it alone", async () => {
    const { queue, reserved } = world();
    queue.add([aJpeg("1.jpg")], "cam-0000000001");
    queue.add([aJpeg("2.jpg")]);
    await vi.waitFor(() => expect(reserved).toHaveLength(2));
    const said = Object.fromEntries(reserved.map((request) => [request.file_name, request.camera_id]));
    expect(said).toEqual({ "1.jpg": "cam-0000000001", "2.jpg": undefined });
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
    await vi.waitFor(() =>
      expect(only(queue).step).toEqual({ name: "failed", problem: "The connection broke.", goesOn: true }),
    );
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
    queue.cancel(last?.id ?? "none");
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

  it("takes back an upload that cannot be fulfilled any more, when the photo is sent to another one", async () => {
    const { queue, sendings, reserved, withdrawn, passTime } = world();
    queue.add([aJpeg()]);
    await vi.waitFor(() => expect(sendings).toHaveLength(1));
    sendings[0]?.end(new NetworkError("The connection broke."));
    await vi.waitFor(() => expect(steps(queue)).toEqual(["failed"]));
    passTime(300_000);
    queue.retry(only(queue).id);
    await vi.waitFor(() => expect(reserved).toHaveLength(2));
    expect(withdrawn).toEqual(["upload-1"]);
  });

  it("does not send a photo again that arrived although the connection broke", async () => {
    const { queue, sendings, arrived } = world();
    queue.add([aJpeg()]);
    await vi.waitFor(() => expect(sendings).toHaveLength(1));
    sendings[0]?.end(new NetworkError("The connection broke."));
    await vi.waitFor(() => expect(steps(queue)).toEqual(["failed"]));
    arrived.add("upload-1");
    queue.retry(only(queue).id);
    await vi.waitFor(() => expect(only(queue).step).toEqual({ name: "sent", uploadId: "upload-1" }));
    expect(sendings).toHaveLength(1);
  });

  it("takes back the upload of a photo that is taken out of the list unsent, and of no other", async () => {
    const { queue, sendings, withdrawn } = world();
    queue.add([aJpeg("1.jpg"), aJpeg("2.jpg")]);
    await vi.waitFor(() => expect(sendings).toHaveLength(2));
    const [first, second] = queue.photos.get();
    sendings[0]?.end();
    queue.cancel(second?.id ?? "none");
    await vi.waitFor(() => expect(steps(queue)).toEqual(["sent", "cancelled"]));
    queue.remove(first?.id ?? "none");
    queue.remove(second?.id ?? "none");
    expect(withdrawn).toEqual(["upload-2"]);
  });

  it.each<[what: string, error: Error]>([
    ["the network", new NetworkError("The connection broke.")],
    ["a session that ran out", new SessionEndedError()],
    ["a token that the API no longer takes", new ApiError(401, "not_signed_in", "Sign in.")],
  ])("goes on with what %s held up, and with nothing else", async (_what, error) => {
    const { queue, sendings } = world();
    queue.add([aJpeg("1.jpg"), aJpeg("2.jpg")]);
    await vi.waitFor(() => expect(sendings).toHaveLength(2));
    sendings[0]?.end(error);
    sendings[1]?.end(new StorageRefusedError("No."));
    await vi.waitFor(() => expect(steps(queue)).toEqual(["failed", "failed"]));
    queue.resume();
    await vi.waitFor(() => expect(steps(queue)).toEqual(["sending", "failed"]));
  });

  it("goes on with what an earlier page left, in the order it was chosen", async () => {
    const earlier = world();
    earlier.passTime(1000);
    earlier.queue.add([aJpeg("1.jpg"), aJpeg("2.jpg")]);
    await vi.waitFor(() => expect(earlier.sendings).toHaveLength(2));
    const left = earlier.queue.photos.get().map((photo) => ({ ...photo, isCancelled: photo.file.name === "2.jpg" }));
    const { queue, sendings, reserved } = world();
    queue.restore([...left].reverse());
    await vi.waitFor(() => expect(steps(queue)).toEqual(["sending", "cancelled"]));
    expect(sendings.map(({ url }) => url)).toEqual([earlier.sendings[0]?.url]);
    expect(reserved).toEqual([]);
    queue.restore(left);
    expect(queue.photos.get()).toHaveLength(2);
  });

  it("sends a photo that was sent before only when it is asked to", async () => {
    const { queue, sendings, reserved, sentBefore } = world();
    const earlier = { uploadId: "upload-0", at: "2026-05-01T10:00:00Z" };
    sentBefore.set("gate.jpg", earlier);
    queue.add([aJpeg("gate.jpg")]);
    await vi.waitFor(() => expect(only(queue).step).toEqual({ name: "repeated", earlier }));
    expect(only(queue).previewUrl).not.toBeNull();
    expect(reserved).toEqual([]);
    queue.retry(only(queue).id);
    await vi.waitFor(() => expect(sendings).toHaveLength(1));
  });

  it("sends a photo that stands twice in the list once", async () => {
    const { queue } = world();
    queue.add([aJpeg("gate.jpg"), aJpeg("gate.jpg (copy)")]);
    await vi.waitFor(() => expect(steps(queue)).toEqual(["sending", "repeated"]));
  });

  it("knows what is not sent yet", async () => {
    const { queue, sendings } = world();
    queue.add([aJpeg(), aJpeg("bad.jpg")]);
    expect(queue.photos.get().filter(isUnsent)).toHaveLength(2);
    await vi.waitFor(() => expect(sendings).toHaveLength(1));
    sendings[0]?.end();
    await vi.waitFor(() => expect(queue.photos.get().filter(isUnsent)).toHaveLength(0));
  });
});
