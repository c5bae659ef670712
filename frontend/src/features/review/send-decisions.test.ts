import { describe, expect, it, vi } from "vitest";

import type { ReadDetail } from "@/client";
import { ApiError, NetworkError } from "@/lib/errors";
import { inDoubt } from "@/testing/samples";

import { emptyQueue, readIdOf } from "./queue-state";
import { createReviewQueue, type QueueTools } from "./send-decisions";

const CONFIRM = { type: "decide", choice: { decision: "confirm" } } as const;
const CONFLICT = new ApiError(409, "read_changed", "Somebody else was faster.");
const NO_OPERATOR = new ApiError(403, "forbidden", "This is for operators only.");
const GONE = new ApiError(404, "not_found", "There is no such read.");

const stood = (detail: ReadDetail, version: number): ReadDetail => ({ ...detail, read: { ...detail.read, version } });
const queueOf = (count: number): ReadDetail[] => Array.from({ length: count }, (_, i) => inDoubt(i + 1));

/** A queue whose API answers by itself; what a test names answers in its place. */
function world(queue: ReadDetail[], tools: Partial<QueueTools> = {}) {
  const asked: number[] = [];
  const sent: string[] = [];
  const decided = new Set<string>();
  let now = 0;
  const waits: { ms: number; then: () => void; off: boolean }[] = [];
  const reviews = createReviewQueue(emptyQueue("least_sure"), {
    lease: (_order, count) => {
      asked.push(count);
      const reads = queue.filter(({ read }) => !decided.has(read.read_id)).slice(0, count);
      return Promise.resolve({ reads, lease_seconds: 180 });
    },
    review: (readId, { decision, version }) => {
      sent.push(`${decision} ${readId} ${version}`);
      decided.add(readId);
      const detail = queue.find(({ read }) => read.read_id === readId) ?? inDoubt(0);
      return Promise.resolve(stood(detail, version + 1));
    },
    show: (readId) => Promise.resolve(queue.find(({ read }) => read.read_id === readId) ?? inDoubt(0)),
    now: () => now,
    wait: (ms, then) => {
      const one = { ms, then, off: false };
      waits.push(one);
      return () => void (one.off = true);
    },
    ...tools,
  });
  const shown = () => reviews.state.get().items.map(readIdOf);
  /** The time of the latest wait has come. */
  const waitIsOver = (): void => {
    const last = waits.at(-1);
    if (last?.off === false) last.then();
  };
  return { reviews, asked, sent, shown, waits, waitIsOver, pass: (ms: number) => (now += ms) };
}

describe("fetching reads to decide on", () => {
  it("goes on to the next ones for who skips a dozen", async () => {
    const { reviews, shown } = world(queueOf(20));
    reviews.open();
    for (let skips = 0; skips < 12; skips += 1) {
      await vi.waitFor(() => expect(shown()).not.toEqual([]));
      reviews.dispatch({ type: "skip" });
    }
    await vi.waitFor(() => expect(shown()[0]).toBe("upload-13-1"));
  });

  it("starts when somebody looks, three at a time, and fetches more when fewer than two are left", async () => {
    const { reviews, asked, shown } = world(queueOf(9));
    expect(asked).toEqual([]);
    reviews.open();
    await vi.waitFor(() => expect(shown()).toHaveLength(3));
    reviews.dispatch(CONFIRM);
    expect(asked).toEqual([3]);
    reviews.dispatch(CONFIRM);
    await vi.waitFor(() => expect(shown().length).toBeGreaterThanOrEqual(4));
    expect(asked).toHaveLength(2);
  });

  it("fetches anew when what is held may be somebody else's by now", async () => {
    const { reviews, asked, shown, pass } = world(queueOf(3));
    reviews.open();
    await vi.waitFor(() => expect(shown()).toHaveLength(3));
    reviews.close();
    pass(100_000);
    reviews.open();
    expect(asked).toHaveLength(1);
    pass(100_000);
    reviews.open();
    await vi.waitFor(() => expect(asked).toHaveLength(2));
  });

  it("says why there are none, and asks again on demand", async () => {
    let broken = true;
    const { reviews } = world([], {
      lease: () =>
        broken
          ? Promise.reject(new NetworkError("No network."))
          : Promise.resolve({ reads: [inDoubt(1)], lease_seconds: 180 }),
    });
    reviews.open();
    await vi.waitFor(() => expect(reviews.state.get().supply).toEqual({ state: "failed", problem: "No network." }));
    broken = false;
    reviews.dispatch({ type: "look again" });
    await vi.waitFor(() => expect(reviews.state.get().items).toHaveLength(1));
  });
});

describe("an outage", () => {
  const NO_NETWORK = new NetworkError("No network.");

  /** A queue of some reads that can be cut off. */
  function cutOff(count: number) {
    let broken = false;
    const queue = queueOf(count);
    const asked: number[] = [];
    const its = world(queue, {
      lease: (_order, many) => {
        asked.push(many);
        return broken
          ? Promise.reject(NO_NETWORK)
          : Promise.resolve({ reads: queue.slice(0, many), lease_seconds: 180 });
      },
      review: (readId, { version }) =>
        broken
          ? Promise.reject(NO_NETWORK)
          : Promise.resolve(stood(queue.find(({ read }) => read.read_id === readId) ?? inDoubt(0), version + 1)),
    });
    const failed = () => its.reviews.state.get().supply.state === "failed";
    const asks = async (times: number) => vi.waitFor(() => expect([asked.length, failed()]).toEqual([times, true]));
    return { ...its, asked, asks, cut: (is: boolean) => void (broken = is) };
  }

  async function skippedTwiceOffline() {
    const its = cutOff(3);
    its.reviews.open();
    await vi.waitFor(() => expect(its.shown()).toHaveLength(3));
    its.cut(true);
    its.reviews.dispatch({ type: "skip" });
    its.reviews.dispatch({ type: "skip" });
    await its.asks(2);
    return its;
  }

  it("is over for who skips on after it", async () => {
    const { reviews, shown, cut } = await skippedTwiceOffline();
    cut(false);
    reviews.dispatch({ type: "skip" });
    await vi.waitFor(() => expect(shown()).toEqual(["upload-1-1", "upload-2-1", "upload-3-1"]));
    expect(reviews.state.get().supply).toEqual({ state: "exhausted" });
  });

  it("is looked through by itself, each time after a longer wait, and says so all the time", async () => {
    const { reviews, asks, waits, waitIsOver, cut } = await skippedTwiceOffline();
    for (const times of [3, 4, 5]) {
      waitIsOver();
      expect(reviews.state.get().supply).toEqual({ state: "failed", problem: "No network." });
      await asks(times);
    }
    expect(waits.map(({ ms }) => ms)).toEqual([2_000, 4_000, 8_000, 16_000]);
    cut(false);
    waitIsOver();
    await vi.waitFor(() => expect(reviews.state.get().supply.state).not.toBe("failed"));
    expect(waits).toHaveLength(4);
  });

  it("waits a minute at most, and little again once it was over", async () => {
    const { reviews, asks, waits, waitIsOver, cut } = await skippedTwiceOffline();
    for (let times = 3; times < 12; times += 1) {
      waitIsOver();
      await asks(times);
    }
    expect(waits.at(-1)?.ms).toBe(60_000);
    cut(false);
    waitIsOver();
    await vi.waitFor(() => expect(reviews.state.get().supply.state).not.toBe("failed"));
    cut(true);
    reviews.dispatch({ type: "look again" });
    await vi.waitFor(() => expect(waits.at(-1)?.ms).toBe(2_000));
  });

  it("is over at once when the network is back, and nothing is asked twice", async () => {
    const { reviews, asked, waits, cut } = await skippedTwiceOffline();
    cut(false);
    reviews.retry();
    await vi.waitFor(() => expect(reviews.state.get().supply.state).not.toBe("failed"));
    expect([asked.length, waits.at(-1)?.off]).toEqual([3, true]);
  });

  it("is not looked through where nobody looks at the queue, until somebody does", async () => {
    const { reviews, asked, waitIsOver, cut } = await skippedTwiceOffline();
    reviews.close();
    waitIsOver();
    expect(asked).toHaveLength(2);
    cut(false);
    reviews.open();
    await vi.waitFor(() => expect(reviews.state.get().supply.state).not.toBe("failed"));
  });

  it("holds decisions up, and they are sent by themselves after it", async () => {
    const { reviews, shown, waitIsOver, waits, cut } = cutOff(5);
    reviews.open();
    await vi.waitFor(() => expect(shown()).toHaveLength(3));
    cut(true);
    reviews.dispatch(CONFIRM);
    await vi.waitFor(() => expect(reviews.state.get().halted).toBe("No network."));
    reviews.close();
    waitIsOver();
    expect(reviews.state.get().halted).toBe("No network.");
    await vi.waitFor(() => expect(waits).toHaveLength(2));
    cut(false);
    waitIsOver();
    await vi.waitFor(() => expect(reviews.state.get()).toMatchObject({ outbox: [], halted: null }));
  });

  it("is none where the API refuses: that is not tried again by itself", async () => {
    const { reviews, waits } = world([], { lease: () => Promise.reject(NO_OPERATOR) });
    reviews.open();
    await vi.waitFor(() => expect(reviews.state.get().supply.state).toBe("failed"));
    expect(waits).toEqual([]);
  });
});

describe("sending decisions", () => {
  it("sends one after the other, in order, also when nobody looks any more", async () => {
    const { reviews, sent, shown } = world(queueOf(5));
    reviews.open();
    await vi.waitFor(() => expect(shown()).toHaveLength(3));
    reviews.dispatch(CONFIRM);
    reviews.dispatch(CONFIRM);
    reviews.dispatch({ type: "undo" });
    reviews.dispatch(CONFIRM);
    reviews.close();
    await vi.waitFor(() => expect(sent).toEqual(["confirm upload-1-1 0", "confirm upload-2-1 0"]));
  });

  it("undoes what arrived, by its new version", async () => {
    const { reviews, sent, shown } = world(queueOf(5));
    reviews.open();
    await vi.waitFor(() => expect(shown()).toHaveLength(3));
    reviews.dispatch(CONFIRM);
    await vi.waitFor(() => expect(reviews.state.get().outbox).toHaveLength(0));
    reviews.dispatch({ type: "undo" });
    await vi.waitFor(() => expect(sent).toEqual(["confirm upload-1-1 0", "undo upload-1-1 1"]));
  });

  it("stops when the network is gone and sends the same again on demand", async () => {
    let broken = true;
    const sent: string[] = [];
    const { reviews, shown } = world(queueOf(5), {
      review: (readId, { version }) => {
        sent.push(readId);
        return broken
          ? Promise.reject(new NetworkError("No network."))
          : Promise.resolve(stood(inDoubt(1), version + 1));
      },
    });
    reviews.open();
    await vi.waitFor(() => expect(shown()).toHaveLength(3));
    reviews.dispatch(CONFIRM);
    await vi.waitFor(() => expect(reviews.state.get().halted).toBe("No network."));
    reviews.dispatch(CONFIRM);
    expect(sent).toEqual(["upload-1-1"]);
    broken = false;
    reviews.dispatch({ type: "resume" });
    await vi.waitFor(() => expect(sent).toEqual(["upload-1-1", "upload-1-1", "upload-2-1"]));
  });

  it("keeps what was decided when the person is no operator any more, and says so", async () => {
    const { reviews, shown } = world(queueOf(3), { review: () => Promise.reject(NO_OPERATOR) });
    reviews.open();
    await vi.waitFor(() => expect(shown()).toHaveLength(3));
    reviews.dispatch(CONFIRM);
    await vi.waitFor(() => expect(reviews.state.get().halted).toBe(NO_OPERATOR.message));
    expect(reviews.state.get().outbox).toHaveLength(1);
  });

  it("looks how the read stands when somebody else was faster", async () => {
    const { reviews, shown } = world(queueOf(5), { review: () => Promise.reject(CONFLICT) });
    reviews.open();
    await vi.waitFor(() => expect(shown()).toHaveLength(3));
    reviews.dispatch(CONFIRM);
    await vi.waitFor(() => expect(reviews.state.get().items[1]?.note).toEqual({ kind: "changed", reviews: [] }));
  });

  it("brings back what the API will never take", async () => {
    const refusal = new ApiError(400, "invalid_request", "plate: no plate has more than 16 characters.");
    const { reviews, shown } = world(queueOf(5), { review: () => Promise.reject(refusal) });
    reviews.open();
    await vi.waitFor(() => expect(shown()).toHaveLength(3));
    reviews.dispatch({ type: "decide", choice: { decision: "correct", plate: "A".repeat(17) } });
    await vi.waitFor(() =>
      expect(reviews.state.get().items[1]?.note).toEqual({ kind: "refused", problem: refusal.message }),
    );
  });

  it.each([
    ["decided on", { review: () => Promise.reject(GONE) }],
    ["looked at after a conflict", { review: () => Promise.reject(CONFLICT), show: () => Promise.reject(GONE) }],
  ])("lets go of a read that is gone when it is %s", async (_, broken) => {
    const { reviews, shown } = world(queueOf(3), broken);
    reviews.open();
    await vi.waitFor(() => expect(shown()).toHaveLength(3));
    reviews.dispatch(CONFIRM);
    await vi.waitFor(() => expect(reviews.state.get().lastAct?.kind).toBe("gone"));
    expect(reviews.state.get()).toMatchObject({ outbox: [], halted: null });
    expect(shown()).toEqual(["upload-2-1", "upload-3-1"]);
  });

  it("forgets all of it for the next person", async () => {
    const { reviews, shown } = world(queueOf(5), { review: () => new Promise(() => undefined) });
    reviews.open();
    await vi.waitFor(() => expect(shown()).toHaveLength(3));
    reviews.dispatch(CONFIRM);
    reviews.clear();
    expect(reviews.state.get()).toMatchObject({ items: [], outbox: [], history: [] });
  });
});
