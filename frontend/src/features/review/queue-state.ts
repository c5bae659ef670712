import type { QueueOrder, ReadDetail, Review } from "@/client";
import type { Choice, ReviewStep } from "@/lib/review/choice";

/** Why a read that was decided on comes back. */
export type Note =
  /** Somebody else decided on it meanwhile. */
  | { kind: "changed"; reviews: readonly Review[] }
  /** The decision cannot be carried out as it is. */
  | { kind: "refused"; problem: string };

/** A read to decide on; `proposed` is the plate of a correction that did not get through. */
export type Item = { detail: ReadDetail; note: Note | null; proposed: string | null };

/** A decision on its way, or an undo. */
export type Outgoing = { id: number; readId: string; step: ReviewStep };

/** A decision that can be undone. `version` is the read's after it; null until the API has answered. */
export type Decided = { item: Item; choice: Choice; tookMs: number; version: number | null };

/** What there is yet to fetch. `asking` waits for an answer; `failed` is tried again by itself, or by the person. */
export type Supply = { state: "more" | "asking" | "exhausted" } | { state: "failed"; problem: string };

/** What a session came to. */
export type Tally = { confirm: number; correct: number; reject: number; activeMs: number };

export type QueueState = {
  order: QueueOrder;
  /** The first one is shown. */
  items: readonly Item[];
  skipped: readonly Item[];
  /** The first one is under way, unless `halted` says why nothing is. */
  outbox: readonly Outgoing[];
  halted: string | null;
  /** The latest decisions, oldest first. */
  history: readonly Decided[];
  tally: Tally;
  /** The newest version known of each read in the outbox. */
  versions: Readonly<Record<string, number>>;
  supply: Supply;
  /** Whether the last answer left nothing to do. */
  idle: boolean;
  /** When the first item came to be the first, in milliseconds since 1970. */
  shownAt: number;
  lastId: number;
  /** What the person did last, to be told. */
  lastAct: { kind: "decided" | "undone" | "skipped" | "gone"; detail: ReadDetail; choice: Choice | null } | null;
};

export const emptyQueue = (order: QueueOrder): QueueState => ({
  order,
  items: [],
  skipped: [],
  outbox: [],
  halted: null,
  history: [],
  tally: { confirm: 0, correct: 0, reject: 0, activeMs: 0 },
  versions: {},
  supply: { state: "more" },
  idle: false,
  shownAt: 0,
  lastId: 0,
  lastAct: null,
});

export const readIdOf = ({ detail }: Item): string => detail.read.read_id;
export const newItem = (detail: ReadDetail): Item => ({ detail, note: null, proposed: null });

export const doneCount = ({ confirm, correct, reject }: Tally): number => confirm + correct + reject;

/** Decisions a minute of looking; null before the first one. */
export const paceOf = (tally: Tally): number | null =>
  doneCount(tally) === 0 || tally.activeMs === 0 ? null : (doneCount(tally) * 60_000) / tally.activeMs;
