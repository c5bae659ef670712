import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { aJpeg } from "@/testing/samples";

import { createPhotoKeeper, KEPT_MS, type Locks } from "./kept-photos";
import type { WaitingPhoto } from "./queue";

const NOON_MS = Date.parse("2026-05-01T12:00:00Z");

const aWaitingPhoto = (about: Partial<WaitingPhoto> = {}): WaitingPhoto => ({
  ...{ id: "photo-1", chosenAt: NOON_MS, place: 0, file: aJpeg("gate.jpg"), digest: null, mayRepeat: false },
  ...{ prepared: null, promise: null, isCancelled: false },
  ...about,
});

/** Locks of one browser, held until the page that holds them is closed. */
class FakeLocks {
  private readonly held = new Set<string>();
  private readonly waiting = new Map<string, (() => void)[]>();
  private readonly taking: Promise<unknown>[] = [];

  /** As a page has them. */
  readonly locks: Locks = {
    request: async (name, run) => {
      if (this.held.has(name))
        await new Promise<void>((go) => this.waiting.set(name, [...(this.waiting.get(name) ?? []), go]));
      this.held.add(name);
      const ends = run();
      this.taking.push(ends);
      await ends;
      this.close(name);
    },
  };

  /** Opens a page, which holds its lock until it is closed. */
  open(name: string, nowMs: number) {
    const keeper = createPhotoKeeper(name, this.locks, () => nowMs);
    this.taking.length = 0;
    return keeper;
  }

  /** Until what could be handed over was. */
  async settled(): Promise<void> {
    while (this.taking.length > 0) await this.taking.shift();
  }

  close(name: string): void {
    this.held.delete(name);
    const [next, ...others] = this.waiting.get(name) ?? [];
    this.waiting.set(name, others);
    next?.();
  }

  closePage(page: string): void {
    this.close(`platebook.page.${page}`);
  }
}

let locks: FakeLocks;
const page = (name: string, nowMs = NOON_MS) => locks.open(name, nowMs);

const left = async (keeper: ReturnType<typeof page>, owner: string): Promise<WaitingPhoto[]> => {
  const given: WaitingPhoto[] = [];
  await keeper.takeOver(
    owner,
    () => true,
    (photos) => given.push(...photos),
  );
  await locks.settled();
  return given;
};

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
  locks = new FakeLocks();
});

describe("photos that are kept in the browser", () => {
  it("are there, byte for byte and as they stood, for the page that comes after", async () => {
    const file = aJpeg("gate.jpg");
    const prepared = {
      ...{ blob: new Blob(["as it is sent"], { type: "image/jpeg" }), fileName: "gate.jpg" },
      ...{ contentType: "image/jpeg" as const, capturedAt: "2026-05-01T10:00:00Z", changes: ["Converted."] },
    };
    const upload = { url: "http://s3.test/upload-1", fields: { key: "upload-1" } };
    const promise = {
      ...{ upload_id: "upload-1", status: "awaiting_upload" as const, upload },
      expires_at: "2026-05-01T12:05:00Z",
    };
    const before = page("before");
    await before.keep("ann", aWaitingPhoto({ file }));
    const about = { digest: "abc", cameraId: "cam-0000000001", isCancelled: true };
    await before.keep("ann", aWaitingPhoto({ file, prepared, promise, ...about }));
    locks.closePage("before");

    const [photo] = await left(page("after"), "ann");
    expect(photo).toMatchObject({ id: "photo-1", chosenAt: NOON_MS, promise, ...about });
    expect(photo?.file.name).toBe("gate.jpg");
    expect(photo?.prepared).toMatchObject({ fileName: "gate.jpg", capturedAt: "2026-05-01T10:00:00Z" });
    expect(photo?.prepared?.changes).toEqual(["Converted."]);
    await expect(photo?.prepared?.blob.text()).resolves.toBe("as it is sent");
    expect(photo?.prepared?.blob.type).toBe("image/jpeg");
  });

  it("are their person's alone", async () => {
    const before = page("before");
    await before.keep("ann", aWaitingPhoto());
    locks.closePage("before");
    expect(await left(page("after"), "bob")).toEqual([]);
    expect(await left(page("later"), "ann")).toHaveLength(1);
  });

  it("are looked after by one open page at a time, and handed on when it is closed", async () => {
    await page("first").keep("ann", aWaitingPhoto());
    const given: WaitingPhoto[] = [];
    const second = page("second");
    await second.takeOver(
      "ann",
      () => true,
      (photos) => given.push(...photos),
    );
    expect(given).toEqual([]);
    locks.closePage("first");
    await vi.waitFor(() => expect(given).toHaveLength(1));
    expect(await left(page("third"), "ann")).toEqual([]);
  });

  it("are not handed to somebody who left in the meantime", async () => {
    await page("first").keep("ann", aWaitingPhoto());
    const give = vi.fn();
    let isAnn = true;
    await page("second").takeOver("ann", () => isAnn, give);
    isAnn = false;
    locks.closePage("first");
    expect(await left(page("third"), "ann")).toHaveLength(1);
    expect(give).not.toHaveBeenCalled();
  });

  it("come back to the page that kept them when their person does", async () => {
    const keeper = page("first");
    await keeper.keep("ann", aWaitingPhoto());
    expect(await left(keeper, "ann")).toHaveLength(1);
  });

  it("go when they are sent or dropped, and all of a person's together", async () => {
    const before = page("before");
    for (const id of ["1", "2", "3"]) await before.keep("ann", aWaitingPhoto({ id }));
    await before.keep("bob", aWaitingPhoto({ id: "4" }));
    await before.drop("1");
    locks.closePage("before");
    const after = page("after");
    expect((await left(after, "ann")).map(({ id }) => id)).toEqual(["2", "3"]);
    await after.dropAllOf("ann");
    expect(await left(after, "ann")).toEqual([]);
    expect(await left(after, "bob")).toHaveLength(1);
  });

  it("go by themselves when they are too old, whoever opens the page", async () => {
    const before = page("before");
    await before.keep("ann", aWaitingPhoto());
    locks.closePage("before");
    await left(page("later", NOON_MS + KEPT_MS + 1), "bob");
    expect(await left(page("after"), "ann")).toEqual([]);
  });

  it("cannot be kept without a database, and that is told", async () => {
    vi.stubGlobal("indexedDB", undefined);
    await expect(page("private").keep("ann", aWaitingPhoto())).rejects.toThrow();
  });
});

describe("what was sent from this browser", () => {
  const sent = { uploadId: "upload-1", at: "2026-05-01T12:00:00Z" };

  it("is known by its content, to who sent it", async () => {
    const keeper = page("first");
    await keeper.noteUpload("ann", "abc", sent);
    expect(await keeper.uploadOf("ann", "abc")).toEqual(sent);
    expect(await keeper.uploadOf("ann", "other")).toBeNull();
    expect(await keeper.uploadOf("bob", "abc")).toBeNull();
  });

  it("is forgotten as uploads are", async () => {
    const keeper = page("later", Date.parse(sent.at) + 91 * 86_400_000);
    await keeper.noteUpload("ann", "abc", sent);
    await left(keeper, "bob");
    expect(await keeper.uploadOf("ann", "abc")).toBeNull();
  });
});
