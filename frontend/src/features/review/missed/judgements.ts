import type { NoPlate, ReadDetail, TypedPlate } from "@/client";
import type { Seen } from "@/lib/api/missed";

import type { Outbox } from "@/lib/review/sender";

/** What was said of a photo. */
export type Said = { kind: "none" } | { kind: "typed"; typed: TypedPlate };

/** What the API made of it: by that it can be taken back. */
export type Made = { kind: "none"; version: number } | { kind: "typed"; read: Seen };

/** The photo that it is about; `version` is how the person saw it. */
type About = { id: number; uploadId: string; version: number };

/** A judgement on its way, or taking one back; `made` is null until that one is answered. */
export type Outgoing = About & (Said | { kind: "undo"; made: Made | null });

/** What the API answered: what can be taken back, and the read, where it is about one. */
export type Answer = { made: Made | null; detail: ReadDetail | null };

/** What became of one that was sent. */
export type Outcome =
  | ({ type: "answered"; outgoing: Outgoing } & Answer)
  /** The API takes it neither now nor later. */
  | { type: "refused"; outgoing: Outgoing; error: Error };

export type Refusal = Extract<Outcome, { type: "refused" }>;

export type Judgements = Outbox<Outgoing> & {
  /** The version up to which a photo is settled: as it was leased before, it is shown no more. */
  settled: Readonly<Record<string, number>>;
  /** The latest one that was answered. */
  answered: { id: number; made: Made } | null;
  /** The latest one that was refused, until something else is said. */
  refusal: Refusal | null;
  lastId: number;
};

/** A judgement changes its photo by one version. */
const settledBy = (about: readonly About[]): Judgements["settled"] =>
  Object.fromEntries(about.map(({ uploadId, version }) => [uploadId, version + 1]));

const without = (settled: Judgements["settled"], uploadId: string): Judgements["settled"] =>
  Object.fromEntries(Object.entries(settled).filter(([id]) => id !== uploadId));

/** What is left to do where a page was left with these on their way. */
export const judgementsLeft = (outbox: readonly Outgoing[]): Judgements => ({
  outbox,
  halted: null,
  settled: settledBy(outbox),
  answered: null,
  refusal: null,
  lastId: Math.max(0, ...outbox.map(({ id }) => id)),
});

/** Whether a photo waits for somebody to say something of it. */
export const isOpen = ({ settled }: Judgements, { upload, version }: NoPlate): boolean =>
  version > (settled[upload.upload_id] ?? -1);

export const outgoingOf = ({ lastId }: Judgements, { upload, version }: NoPlate, said: Said): Outgoing => ({
  ...said,
  id: lastId + 1,
  uploadId: upload.upload_id,
  version,
});

export const withOutgoing = (state: Judgements, outgoing: Outgoing): Judgements => ({
  ...state,
  lastId: outgoing.id,
  outbox: [...state.outbox, outgoing],
  settled: { ...state.settled, ...settledBy([outgoing]) },
});

const sentBack = (state: Judgements, about: About, made: Made | null): Judgements => ({
  ...state,
  lastId: state.lastId + 1,
  outbox: [...state.outbox, { ...about, kind: "undo", made, id: state.lastId + 1 }],
});

/** Takes a judgement back: one that cannot have reached the API is not sent at all. */
export function takenBack(state: Judgements, { id, uploadId, version }: About): Judgements {
  const { outbox, answered, settled } = state;
  const place = outbox.findIndex((one) => one.id === id);
  const about = { id, uploadId, version };
  if (place > 0) return { ...state, outbox: outbox.toSpliced(place, 1), settled: without(settled, uploadId) };
  // The first one may have reached the API already.
  if (place === 0) return sentBack(state, about, null);
  return answered?.id === id ? sentBack(state, about, answered.made) : state;
}

const isUndoOf = (outgoing: Outgoing, { uploadId }: Outgoing): boolean =>
  outgoing.kind === "undo" && outgoing.uploadId === uploadId;

function answered(state: Judgements, outgoing: Outgoing, made: Made | null): Judgements {
  const [, ...rest] = state.outbox;
  const outbox = rest.map((one) => (isUndoOf(one, outgoing) ? { ...one, made } : one));
  return { ...state, outbox, halted: null, answered: made === null ? null : { id: outgoing.id, made } };
}

function refused(state: Judgements, refusal: Refusal): Judgements {
  const { outgoing } = refusal;
  const [, ...rest] = state.outbox;
  const outbox = rest.filter((one) => !isUndoOf(one, outgoing));
  return { ...state, outbox, halted: null, refusal, settled: without(state.settled, outgoing.uploadId) };
}

/** What follows from what became of the first one. */
export const after = (state: Judgements, outcome: Outcome): Judgements =>
  outcome.type === "answered" ? answered(state, outcome.outgoing, outcome.made) : refused(state, outcome);
