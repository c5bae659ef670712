import { describe, expect, it } from "vitest";

import type { ReadDetail, Review } from "@/client";
import { inDoubt } from "@/testing/samples";

import { doneCount, emptyQueue, paceOf, readIdOf, type QueueState } from "./queue-state";
import { reduce, type QueueEvent } from "./review-queue";

const SECOND = 1000;

/** What follows from some events, a second after one another. */
const after = (events: readonly QueueEvent[], start = emptyQueue("least_sure")): QueueState =>
  events.reduce((state, event, i) => reduce(state, event, (i + 1) * SECOND), start);

const leased = (...reads: ReadDetail[]): QueueEvent => ({ type: "leased", reads });
const CONFIRM: QueueEvent = { type: "decide", choice: { decision: "confirm" } };
const CORRECT: QueueEvent = { type: "decide", choice: { decision: "correct", plate: "XY9" } };
const REJECT: QueueEvent = { type: "decide", choice: { decision: "reject", reason: "unreadable" } };
const UNDO: QueueEvent = { type: "undo" };
const SKIP: QueueEvent = { type: "skip" };

const shown = ({ items }: QueueState): string[] => items.map(readIdOf);
const steps = ({ outbox }: QueueState): string[] => outbox.map(({ readId, step }) => `${step.decision} ${readId}`);

const aReview = (about: Partial<Review>): Review => ({
  decision: "confirm",
  reason: null,
  by: "other",
  by_email: null,
  at: "2026-05-01T10:32:00Z",
  version: 1,
  status_before: "needs_review",
  status_after: "confirmed",
  corrected_plate_before: null,
  corrected_plate_after: null,
  corrected_region_before: null,
  corrected_region_after: null,
  ...about,
});

const one = inDoubt(1);
const two = inDoubt(2);
const three = inDoubt(3);
const answered = (detail: ReadDetail, version: number, status: "confirmed" | "corrected" | "needs_review") =>
  ({ type: "answered", detail: { ...detail, read: { ...detail.read, version, status } } }) as const;
const gone = ({ read }: ReadDetail): QueueEvent => ({ type: "gone", readId: read.read_id });
const overtaken = (detail: ReadDetail, ...reviews: Review[]): QueueEvent => ({
  type: "overtaken",
  detail: {
    ...detail,
    read: { ...detail.read, version: reviews.at(-1)?.version ?? 0, status: reviews.at(-1)?.status_after ?? "accepted" },
    reviews,
  },
});

describe("the review queue", () => {
  it("lets go of a read whose photo was deleted, and of what was decided on it", () => {
    const state = after([leased(one, two), CONFIRM, gone(one)]);
    expect([shown(state), steps(state), doneCount(state.tally)]).toEqual([["upload-2-1"], [], 0]);
    expect(state.lastAct).toMatchObject({ kind: "gone", detail: one });
    expect(after([{ type: "undo" }], state).items).toEqual(state.items);
  });

  it("lets go of a deleted read that was skipped, and of one that is looked at", () => {
    const state = after([leased(one, two), SKIP, gone(one), gone(two)]);
    expect([shown(state), state.skipped, state.supply]).toEqual([[], [], { state: "more" }]);
  });

  it("waits for the answer to a decision on a read that is seen to be deleted", () => {
    const state = after([leased(one, two, three), CONFIRM, CONFIRM, UNDO]);
    expect(after([gone(two)], state).outbox).toEqual(state.outbox);
  });

  it("shows the next one at once, while the decision is on its way", () => {
    const state = after([leased(one, two, three), CONFIRM, CORRECT]);
    expect(shown(state)).toEqual(["upload-3-1"]);
    expect(steps(state)).toEqual(["confirm upload-1-1", "correct upload-2-1"]);
  });

  it("takes no read in twice, neither one in hand nor one just decided on", () => {
    const state = after([leased(one, two), CONFIRM, leased(one, two, three)]);
    expect(shown(state)).toEqual(["upload-2-1", "upload-3-1"]);
    expect(shown(after([answered(one, 1, "confirmed"), leased(one, two, three)], state))).toEqual([
      "upload-2-1",
      "upload-3-1",
    ]);
  });

  it("takes a read in again that somebody put back for review", () => {
    const back = { ...one, read: { ...one.read, version: 2 } };
    const state = after([leased(one, two), CONFIRM, answered(one, 1, "confirmed"), leased(back)]);
    expect(shown(state)).toEqual(["upload-2-1", "upload-1-1"]);
  });

  it("is idle when nothing is left, and looks again then", () => {
    const last = after([leased(one), leased(), CONFIRM]);
    expect([last.supply.state, last.idle]).toEqual(["more", false]);
    expect(after([leased()], last).idle).toBe(true);
    expect(after([leased(), { type: "look again" }, leased(two)], last)).toMatchObject({ idle: false });
  });

  it("brings skipped reads back after the others", () => {
    const state = after([leased(one, two), SKIP]);
    expect(shown(state)).toEqual(["upload-2-1"]);
    expect(shown(after([CONFIRM, leased(one)], state))).toEqual(["upload-1-1"]);
  });

  it("fetches anew in another order", () => {
    const state = after([leased(one, two), { type: "order", order: "oldest" }]);
    expect([state.order, shown(state), state.supply.state]).toEqual(["oldest", [], "more"]);
  });
});

describe("undo", () => {
  it("takes back what was not sent yet without asking anybody", () => {
    const state = after([leased(one, two, three), CONFIRM, CORRECT, UNDO]);
    expect(shown(state)).toEqual(["upload-2-1", "upload-3-1"]);
    expect(steps(state)).toEqual(["confirm upload-1-1"]);
  });

  it("follows a decision that is under way, and a new decision follows the undo, each by the version before it", () => {
    const state = after([leased(one, two), CONFIRM, UNDO, REJECT]);
    expect(steps(state)).toEqual(["confirm upload-1-1", "undo upload-1-1", "reject upload-1-1"]);
    expect(state.versions).toEqual({ "upload-1-1": 0 });
    const confirmed = after([answered(one, 1, "confirmed")], state);
    expect(confirmed.versions).toEqual({ "upload-1-1": 1 });
    const undone = after([answered(one, 2, "needs_review")], confirmed);
    expect([steps(undone), undone.versions]).toEqual([["reject upload-1-1"], { "upload-1-1": 2 }]);
  });

  it("asks for a decision that arrived to be taken back, by its version", () => {
    const state = after([leased(one, two), CORRECT, answered(one, 1, "corrected"), UNDO]);
    expect(shown(state)[0]).toBe("upload-1-1");
    expect([steps(state), state.versions]).toEqual([["undo upload-1-1"], { "upload-1-1": 1 }]);
    const undone = after([answered(one, 2, "needs_review")], state);
    expect(undone.items[0]?.detail.read.version).toBe(2);
  });

  it("goes back as often as there were decisions, then does nothing", () => {
    const state = after([leased(one, two), CONFIRM, CONFIRM, UNDO, UNDO, UNDO]);
    expect(shown(state)).toEqual(["upload-1-1", "upload-2-1"]);
    expect(doneCount(state.tally)).toBe(0);
  });
});

describe("a decision that does not get through", () => {
  it("brings the read back as the next one when somebody else was faster, with what changed", () => {
    const review = aReview({ decision: "correct", corrected_plate_after: "ZZ1", status_after: "corrected" });
    const state = after([leased(one, two, three), CORRECT, overtaken(one, review)]);
    expect(shown(state)).toEqual(["upload-2-1", "upload-1-1", "upload-3-1"]);
    expect(state.items[1]).toMatchObject({ note: { kind: "changed", reviews: [review] }, proposed: "XY9" });
    expect([doneCount(state.tally), state.history.length, steps(state)]).toEqual([0, 0, []]);
  });

  it("counts as done when it is just what an earlier try had brought about", () => {
    const review = aReview({ decision: "correct", corrected_plate_after: "XY9", status_after: "corrected" });
    const state = after([leased(one, two), CORRECT, overtaken(one, review)]);
    expect([shown(state), state.tally.correct, steps(state)]).toEqual([["upload-2-1"], 1, []]);
  });

  it("comes back with the API's sentence when it cannot be carried out", () => {
    const state = after([leased(one, two), CORRECT, { type: "refused", problem: "Too long." }]);
    expect(state.items[1]).toMatchObject({ note: { kind: "refused", problem: "Too long." }, proposed: "XY9" });
  });

  it("takes a read's later steps with it, and leaves those of others", () => {
    const state = after([
      leased(one, two, three),
      CONFIRM,
      UNDO,
      REJECT,
      CONFIRM,
      overtaken(one, aReview({ decision: "reject", reason: "other", status_after: "rejected" })),
    ]);
    expect(steps(state)).toEqual(["confirm upload-2-1"]);
    expect(shown(state)).toEqual(["upload-3-1", "upload-1-1"]);
  });

  it("halts what follows, loses nothing, and goes on when told to", () => {
    const halted = after([leased(one, two, three), CONFIRM, CONFIRM, { type: "halt", problem: "No network." }]);
    expect([halted.halted, steps(halted).length, shown(halted)]).toEqual(["No network.", 2, ["upload-3-1"]]);
    expect(after([{ type: "resume" }], halted).halted).toBeNull();
  });

  it("that somebody else took is not offered again once it is left so", () => {
    const state = after([
      leased(one),
      CONFIRM,
      overtaken(one, aReview({ decision: "reject", status_after: "rejected" })),
      SKIP,
    ]);
    expect([shown(state), state.skipped]).toEqual([[], []]);
  });
});

describe("the session's summary", () => {
  it("counts what was decided, and how fast", () => {
    const { tally } = after([leased(one, two, three), CONFIRM, CORRECT, REJECT]);
    expect(tally).toEqual({ confirm: 1, correct: 1, reject: 1, activeMs: 3 * SECOND });
    expect(paceOf(tally)).toBe(60);
  });

  it("takes a long look for a break", () => {
    const state = reduce(after([leased(one)]), CONFIRM, 3_600 * SECOND);
    expect(paceOf(state.tally)).toBe(1);
  });

  it("knows no pace before the first decision", () => {
    expect(paceOf(emptyQueue("oldest").tally)).toBeNull();
  });
});
