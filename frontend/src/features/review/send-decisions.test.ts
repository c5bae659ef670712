import { describe, expect, it, vi } from "vitest";

import type { ReadDetail } from "@/client";
import { ApiError, NetworkError } from "@/lib/errors";
import { inDoubt } from "@/testing/samples";

import { emptyQueue, readIdOf } from "./queue-state";
import { createReviewQueue, type QueueTools } from "./send-decisions";

const CONFIRM = { type: "decide", choice: { decision: "confirm" } } as const;
const CONFLICT = new ApiError(409, "conflict", "Somebody else was faster.");
const GONE = new ApiError(404, "not_found", "There is no such read.");

const stood = (detail: ReadDetail, version: number): ReadDetail => ({ ...detail, read: { ...detail.read, version } });
const queueOf = (count: number): ReadDetail[] => Array.from({ length: count }, (_, i) => inDoubt(i + 1));

/** A queue whose API answers by itself; what a test names answers in its place. */
function world(queue: ReadDetail[], tools: Partial<QueueTools> = {}) {
  const asked: number[] = [];
  const sent: string[] = [];
  const decided = new Set<string>();
  let now = 0;
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
    ...tools,
  });
  const shown = () => reviews.state.get().items.map(readIdOf);
  return { reviews, asked, sent, shown, pass: (ms: number) => (now += ms) };
}

describe("fetching reads to decide on", () => {
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
