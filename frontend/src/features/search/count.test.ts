import { describe, expect, it } from "vitest";

import { countAll, type Count } from "./count";

const never = new AbortController().signal;

/** An API that gives these counts, and then the last one for ever, if it is to go on. */
function counts(some: number[], goesOn = false) {
  const asked: (string | null)[] = [];
  const fetch = (cursor: string | null) => {
    asked.push(cursor);
    const place = asked.length - 1;
    return Promise.resolve({
      count: some[place] ?? some.at(-1) ?? 0,
      cursor: goesOn || place + 1 < some.length ? "next" : null,
    });
  };
  return { fetch, asked };
}

describe("counting what a search finds", () => {
  it("adds what each request found, empty ones included, and tells how far it is", async () => {
    const told: Count[] = [];
    const { fetch, asked } = counts([1000, 0, 7]);
    expect(await countAll(fetch, (count) => told.push(count), never)).toEqual({ reads: 1007, state: "all" });
    expect(asked).toEqual([null, "next", "next"]);
    expect(told.map(({ reads }) => reads)).toEqual([1000, 1000]);
  });

  it("ends at ten thousand reads, and says that there are more", async () => {
    const { fetch, asked } = counts([1000], true);
    expect(await countAll(fetch, () => undefined, never)).toEqual({ reads: 10_000, state: "more" });
    expect(asked).toHaveLength(10);
  });

  it("ends after twenty requests however little they find", async () => {
    const { fetch, asked } = counts([0], true);
    expect(await countAll(fetch, () => undefined, never)).toEqual({ reads: 0, state: "more" });
    expect(asked).toHaveLength(20);
  });

  it("is given up when the person goes on to something else", async () => {
    const abort = new AbortController();
    const { fetch, asked } = counts([1], true);
    await expect(countAll(fetch, () => abort.abort(), abort.signal)).rejects.toThrow("aborted");
    expect(asked.length).toBeLessThanOrEqual(2);
  });
});
