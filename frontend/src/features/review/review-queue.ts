import type { QueueOrder, ReadDetail } from "@/client";
import { isDoneAlready, type Choice, type ReviewStep } from "@/lib/review/choice";

import { newItem, readIdOf, type Decided, type Item, type QueueState, type Tally } from "./queue-state";

export type QueueEvent =
  | { type: "ask" }
  | { type: "leased"; reads: readonly ReadDetail[] }
  | { type: "lease failed"; problem: string }
  /** Look whether there is more by now. */
  | { type: "look again" }
  /** What is held may be somebody else's by now. */
  | { type: "lapsed" }
  | { type: "order"; order: QueueOrder }
  | { type: "decide"; choice: Choice }
  | { type: "skip" }
  | { type: "undo" }
  | { type: "fresh"; detail: ReadDetail }
  | { type: "answered"; detail: ReadDetail }
  /** The API says that the read has changed: how it stands by now. */
  | { type: "overtaken"; detail: ReadDetail }
  | { type: "refused"; problem: string }
  /** There is no such read any more: somebody deleted its photo. */
  | { type: "gone"; readId: string }
  | { type: "halt"; problem: string }
  | { type: "resume" };

/** Enough to take back what one regrets; each holds all about its read. */
const HISTORY = 20;
/** A longer look than this is a break, and no part of the pace. */
const LONGEST_LOOK_MS = 60_000;

function counted(tally: Tally, { choice, tookMs }: Decided, sign: 1 | -1): Tally {
  return {
    ...tally,
    [choice.decision]: tally[choice.decision] + sign,
    activeMs: Math.max(0, tally.activeMs + sign * tookMs),
  };
}

/** Puts an item back: at its place if it is there, else as the next one, so that none changes under the person's eyes. */
function putBack(items: readonly Item[], item: Item): Item[] {
  if (items.some((one) => readIdOf(one) === readIdOf(item)))
    return items.map((one) => (readIdOf(one) === readIdOf(item) ? item : one));
  return [...items.slice(0, 1), item, ...items.slice(1)];
}

const isOnItsWay = ({ outbox }: QueueState, readId: string): boolean => outbox.some((one) => one.readId === readId);

/** Whether a leased read is one that this session has in hand, or decided on so lately that the lease knows it not. */
function isKnown(state: QueueState, { read }: ReadDetail): boolean {
  return (
    [...state.items, ...state.skipped].some((item) => readIdOf(item) === read.read_id) ||
    isOnItsWay(state, read.read_id) ||
    state.history.some(
      ({ item, version }) => readIdOf(item) === read.read_id && (version === null || read.version <= version),
    )
  );
}

function leased(state: QueueState, reads: readonly ReadDetail[]): QueueState {
  const fresh = reads.filter((detail) => !isKnown(state, detail)).map(newItem);
  if (fresh.length > 0) return { ...state, items: [...state.items, ...fresh], supply: { state: "more" }, idle: false };
  const empty = state.items.length === 0;
  return {
    ...state,
    items: empty ? state.skipped : state.items,
    skipped: empty ? [] : state.skipped,
    supply: { state: "exhausted" },
    idle: empty && state.skipped.length === 0,
  };
}

/** What is left when nothing more is held: reads that came back, for what is said of them is known only here. */
const startedAnew = (state: QueueState): QueueState => ({
  ...state,
  items: state.items.filter(({ note }) => note !== null),
  skipped: [],
  supply: { state: "more" },
  idle: false,
});

/** At the end of the items it is worth asking whether more have come, or can be had by now. */
const askingAtTheEnd = (state: QueueState): QueueState =>
  state.items.length === 0 && state.supply.state !== "asking" ? { ...state, supply: { state: "more" } } : state;

function sendOff(state: QueueState, item: Item, version: number, step: ReviewStep): QueueState {
  const id = state.lastId + 1;
  const readId = readIdOf(item);
  return {
    ...state,
    lastId: id,
    outbox: [...state.outbox, { id, readId, step }],
    versions: { ...state.versions, [readId]: (isOnItsWay(state, readId) ? state.versions[readId] : null) ?? version },
  };
}

function decide(state: QueueState, choice: Choice, at: number): QueueState {
  const [item, ...items] = state.items;
  if (item === undefined) return state;
  const tookMs = Math.min(at - state.shownAt, LONGEST_LOOK_MS);
  const decided: Decided = { item, choice, tookMs, version: null };
  const sent = sendOff(state, item, item.detail.read.version, choice);
  return askingAtTheEnd({
    ...sent,
    items,
    history: [...state.history, decided].slice(-HISTORY),
    tally: counted(state.tally, decided, 1),
    lastAct: { kind: "decided", detail: item.detail, choice },
  });
}

function undo(state: QueueState): QueueState {
  const decided = state.history.at(-1);
  if (decided === undefined) return state;
  const { item, choice, version } = decided;
  const before: QueueState = {
    ...state,
    items: [{ ...item, note: null }, ...state.items],
    history: state.history.slice(0, -1),
    tally: counted(state.tally, decided, -1),
    lastAct: { kind: "undone", detail: item.detail, choice },
  };
  const waiting = state.outbox.findLastIndex(({ readId }) => readId === readIdOf(item));
  // The first one may have reached the API already.
  if (waiting > 0) return { ...before, outbox: state.outbox.toSpliced(waiting, 1) };
  return sendOff(before, item, version ?? item.detail.read.version, { decision: "undo" });
}

function skip(state: QueueState): QueueState {
  const [item, ...items] = state.items;
  if (item === undefined) return state;
  // What was decided elsewhere is nobody's to come back to.
  const open = item.detail.read.status === "needs_review";
  return askingAtTheEnd({
    ...state,
    items,
    skipped: open ? [...state.skipped, { ...item, note: null }] : state.skipped,
    lastAct: { kind: "skipped", detail: item.detail, choice: null },
  });
}

/** Takes a read's steps, or only the first one, out of the outbox. */
function withoutSteps(state: QueueState, readId: string, all: boolean): QueueState {
  const [, ...rest] = state.outbox;
  const outbox = all ? rest.filter((one) => one.readId !== readId) : rest;
  const versions = outbox.some((one) => one.readId === readId)
    ? state.versions
    : Object.fromEntries(Object.entries(state.versions).filter(([id]) => id !== readId));
  return { ...state, outbox, versions, halted: null };
}

function answered(state: QueueState, detail: ReadDetail): QueueState {
  const { read_id, version } = detail.read;
  const sent = withoutSteps(state, read_id, false);
  const moreToCome = isOnItsWay(sent, read_id);
  return {
    ...sent,
    versions: moreToCome ? { ...sent.versions, [read_id]: version } : sent.versions,
    history: sent.history.map((one) => (readIdOf(one.item) === read_id ? { ...one, version } : one)),
    items: moreToCome
      ? sent.items
      : sent.items.map((item) => (readIdOf(item) === read_id ? { ...item, detail } : item)),
  };
}

/** Forgets what was decided on a read, as if it had not been. */
function withoutDecisions(state: QueueState, readId: string): QueueState {
  const undone = state.history.filter((one) => readIdOf(one.item) === readId);
  return {
    ...state,
    history: state.history.filter((one) => readIdOf(one.item) !== readId),
    tally: undone.reduce((tally, one) => counted(tally, one, -1), state.tally),
  };
}

/** Brings a read back whose decision did not get through. */
function broughtBack(state: QueueState, item: Item): QueueState {
  const readId = readIdOf(item);
  const sent = withoutSteps(state, readId, true);
  return withoutDecisions({ ...sent, items: putBack(sent.items, item) }, readId);
}

const plateOf = (step: ReviewStep): string | null => (step.decision === "correct" ? step.plate : null);

function overtaken(state: QueueState, detail: ReadDetail): QueueState {
  const [first] = state.outbox;
  if (first === undefined) return state;
  const version = state.versions[first.readId] ?? detail.read.version;
  if (isDoneAlready(detail, first.step, version)) return answered(state, detail);
  const reviews = detail.reviews.filter((review) => review.version > version);
  return broughtBack(state, { detail, note: { kind: "changed", reviews }, proposed: plateOf(first.step) });
}

/** What is known of a read that is at hand or was decided on. */
const knownItem = ({ items, skipped, history }: QueueState, readId: string): Item | undefined =>
  [...items, ...skipped, ...history.map(({ item }) => item)].find((item) => readIdOf(item) === readId);

function refused(state: QueueState, problem: string): QueueState {
  const [first] = state.outbox;
  if (first === undefined) return state;
  const known = knownItem(state, first.readId);
  if (known === undefined) return withoutSteps(state, first.readId, true);
  return broughtBack(state, { ...known, note: { kind: "refused", problem }, proposed: plateOf(first.step) });
}

function gone(state: QueueState, readId: string): QueueState {
  const [first] = state.outbox;
  const isAnswer = first?.readId === readId;
  // Seen at its photo while a decision on it waits its turn: that will be answered, too.
  if (!isAnswer && isOnItsWay(state, readId)) return state;
  const known = knownItem(state, readId);
  const sent = isAnswer ? withoutSteps(state, readId, true) : state;
  const isOther = (item: Item): boolean => readIdOf(item) !== readId;
  const left = { ...sent, items: sent.items.filter(isOther), skipped: sent.skipped.filter(isOther) };
  return askingAtTheEnd({
    ...withoutDecisions(left, readId),
    lastAct: known === undefined ? state.lastAct : { kind: "gone", detail: known.detail, choice: null },
  });
}

function step(state: QueueState, event: QueueEvent, at: number): QueueState {
  switch (event.type) {
    case "ask":
      return { ...state, supply: { state: "asking" } };
    case "leased":
      return leased(state, event.reads);
    case "lease failed":
      return { ...state, supply: { state: "failed", problem: event.problem } };
    case "look again":
      return { ...state, supply: { state: "more" } };
    case "lapsed":
      return startedAnew(state);
    case "order":
      return { ...startedAnew(state), order: event.order };
    case "decide":
      return decide(state, event.choice, at);
    case "skip":
      return skip(state);
    case "undo":
      return undo(state);
    case "fresh":
      return {
        ...state,
        items: state.items.map((item) =>
          readIdOf(item) === event.detail.read.read_id ? { ...item, detail: event.detail } : item,
        ),
      };
    case "answered":
      return answered(state, event.detail);
    case "overtaken":
      return overtaken(state, event.detail);
    case "refused":
      return refused(state, event.problem);
    case "gone":
      return gone(state, event.readId);
    case "halt":
      return { ...state, halted: event.problem };
    case "resume":
      return { ...state, halted: null };
  }
}

/**
 * What follows from an event.
 *
 * @param state - Before it.
 * @param event - What happened.
 * @param at - When, in milliseconds since 1970.
 */
export function reduce(state: QueueState, event: QueueEvent, at: number): QueueState {
  const next = step(state, event, at);
  const [first] = next.items;
  const [firstBefore] = state.items;
  const changed = first !== undefined && (firstBefore === undefined || readIdOf(first) !== readIdOf(firstBefore));
  return changed ? { ...next, shownAt: at } : next;
}
