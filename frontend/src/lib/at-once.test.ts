import { describe, expect, it } from "vitest";

import { doEach } from "./at-once";

const never = new AbortController().signal;

describe("doing something with each of a list", () => {
  it("does it with all, a few at once, and names what failed", async () => {
    let running = 0;
    let most = 0;
    const told: number[] = [];
    const work = async (n: number): Promise<number> => {
      most = Math.max(most, (running += 1));
      await Promise.resolve();
      running -= 1;
      if (n % 3 === 0) throw new Error(`no ${n}`);
      return n * 10;
    };
    const { done, failed, left } = await doEach([1, 2, 3, 4, 5, 6, 7], work, (n) => told.push(n), never);
    expect(done.map(({ result }) => result).sort((a, b) => a - b)).toEqual([10, 20, 40, 50, 70]);
    expect(failed.map(({ item }) => item).sort()).toEqual([3, 6]);
    expect(left).toEqual([]);
    expect(told).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(most).toBe(4);
  });

  it("begins no more once it is stopped, and says what is left", async () => {
    const stop = new AbortController();
    const work = (n: number): Promise<number> => {
      if (n === 2) stop.abort();
      return Promise.resolve(n);
    };
    const { done, left } = await doEach([1, 2, 3, 4], work, () => undefined, stop.signal);
    expect(done.map(({ item }) => item)).toEqual([1, 2]);
    expect(left).toEqual([3, 4]);
  });
});
