import { beforeEach, describe, expect, it, vi } from "vitest";

import { texts } from "@/lib/texts";

import { postFile } from "./post-file";

/** A request that does nothing by itself: the test says what happens to it. */
class FakeRequest {
  static last: FakeRequest;
  upload: { onprogress?: (event: { loaded: number }) => void } = {};
  onload?: () => void;
  onerror?: () => void;
  onabort?: () => void;
  onloadend?: () => void;
  status = 0;
  responseText = "";
  form = new FormData();
  target = "";

  constructor() {
    FakeRequest.last = this;
  }
  open(method: string, url: string): void {
    this.target = `${method} ${url}`;
  }
  send(form: FormData): void {
    this.form = form;
  }
  abort(): void {
    this.onabort?.();
    this.onloadend?.();
  }
  answer(status: number, responseText = ""): void {
    Object.assign(this, { status, responseText });
    this.onload?.();
    this.onloadend?.();
  }
}

const POST = { url: "http://s3.test/bucket", fields: { key: "uploads/1", "Content-Type": "image/jpeg" } };
const photo = new Blob(["photo"]);

beforeEach(() => {
  vi.stubGlobal("XMLHttpRequest", FakeRequest);
});

describe("sending a photo to S3", () => {
  it("posts the fields in their order, the file last", async () => {
    const sent = postFile(POST, photo, () => undefined, new AbortController().signal);
    FakeRequest.last.answer(204);
    await sent;
    expect(FakeRequest.last.target).toBe("POST http://s3.test/bucket");
    expect([...FakeRequest.last.form.keys()]).toEqual(["key", "Content-Type", "file"]);
  });

  it("tells the progress", async () => {
    const progress: number[] = [];
    const sent = postFile(POST, photo, (bytes) => progress.push(bytes), new AbortController().signal);
    FakeRequest.last.upload.onprogress?.({ loaded: 3 });
    FakeRequest.last.answer(204);
    await sent;
    expect(progress).toEqual([3]);
  });

  it.each([
    [400, "<Error><Code>EntityTooLarge</Code></Error>", texts.upload.storage.EntityTooLarge],
    [403, "<Error><Code>AccessDenied</Code></Error>", texts.upload.storage.AccessDenied],
    [503, "<Error><Code>SlowDown</Code></Error>", texts.upload.storage.other("SlowDown")],
    [500, "", texts.upload.storage.other("500")],
  ])("says why S3 refused: %i %s", async (status, body, sentence) => {
    const sent = postFile(POST, photo, () => undefined, new AbortController().signal);
    FakeRequest.last.answer(status, body);
    await expect(sent).rejects.toThrow(sentence);
  });

  it("says that the connection broke", async () => {
    const sent = postFile(POST, photo, () => undefined, new AbortController().signal);
    FakeRequest.last.onerror?.();
    await expect(sent).rejects.toThrow(texts.upload.storage.network);
  });

  it("gives up when nothing moves", async () => {
    vi.useFakeTimers();
    const sent = postFile(POST, photo, () => undefined, new AbortController().signal);
    const failed = expect(sent).rejects.toThrow(texts.upload.storage.stalled);
    vi.advanceTimersByTime(20_000);
    FakeRequest.last.upload.onprogress?.({ loaded: 1 });
    vi.advanceTimersByTime(29_000);
    vi.advanceTimersByTime(1_000);
    await failed;
    vi.useRealTimers();
  });

  it("stops when it is aborted", async () => {
    const abort = new AbortController();
    const sent = postFile(POST, photo, () => undefined, abort.signal);
    abort.abort();
    await expect(sent).rejects.toBe(abort.signal.reason);
  });
});
