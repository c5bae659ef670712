import type { JudgementInput, NoPlate, ReadDetail, TypedPlate } from "@/client";
import type { Seen } from "@/lib/api/missed";
import { isConflict, isMissing, isRefused } from "@/lib/errors";
import { createRetries, outcomeOf, type Wait } from "@/lib/retries";
import { isDoneAlready } from "@/lib/review/choice";
import { createSender } from "@/lib/review/sender";
import { createStore, type Store } from "@/lib/store";

import {
  after,
  judgementsLeft,
  outgoingOf,
  takenBack,
  withOutgoing,
  type Answer,
  type Judgements,
  type Made,
  type Outcome,
  type Outgoing,
  type Refusal,
  type Said,
} from "./judgements";

/** The API: the first two count once, also where they are sent again because the answer was lost. */
export type JudgementTools = {
  judge: (uploadId: string, input: JudgementInput) => Promise<NoPlate>;
  type: (uploadId: string, typed: TypedPlate) => Promise<ReadDetail>;
  takeBack: (read: Seen) => Promise<ReadDetail>;
  show: (readId: string) => Promise<ReadDetail>;
  wait: Wait;
  onRefused: (refusal: Refusal) => void;
};

/** What people say of photos, on its way. It outlives the page that shows them, so that all of it arrives. */
export type JudgementQueue = {
  state: Pick<Store<Judgements>, "get" | "subscribe">;
  /** The latest; subscribers are told once the state has followed. */
  outcome: Pick<Store<Outcome | null>, "get" | "subscribe">;
  say: (photo: NoPlate, what: Said) => Outgoing;
  /** Gives whether it is back at once: it was not sent yet. */
  takeBack: (outgoing: Outgoing) => boolean;
  /** The person has seen why one was refused. */
  dismiss: () => void;
  /** Tries at once what failed: the network is back, the session, or the person wants it. */
  retry: () => void;
  /** Forgets everything, what is on its way included. */
  clear: () => void;
};

type Event = Outcome | { type: "halt"; problem: string };

/** Whether an answer stays as it is, however often one asks. */
const isFinal = (error: unknown): error is Error => isRefused(error) || isMissing(error) || isConflict(error);

/**
 * Makes a queue; `retry` sends what is on its way in it.
 *
 * @param start - What was on its way when the page was left.
 * @param tools - What sends it.
 */
export function createJudgements(start: readonly Outgoing[], tools: JudgementTools): JudgementQueue {
  const state = createStore(judgementsLeft(start));
  const outcome = createStore<Outcome | null>(null);

  const withdraw = async (read: Seen): Promise<ReadDetail> => {
    try {
      return await tools.takeBack(read);
    } catch (error) {
      if (!isConflict(error)) throw error;
      const detail = await tools.show(read.read_id);
      if (isDoneAlready(detail, { decision: "withdraw" }, read.version)) return detail;
      throw error;
    }
  };

  const undo = async (uploadId: string, made: Made | null): Promise<ReadDetail | null> => {
    if (made?.kind === "typed") return await withdraw(made.read);
    if (made !== null) await tools.judge(uploadId, { decision: "undo", version: made.version });
    return null;
  };

  const carryOut = async (outgoing: Outgoing): Promise<Answer> => {
    const { uploadId, version } = outgoing;
    if (outgoing.kind === "undo") return { made: null, detail: await undo(uploadId, outgoing.made) };
    if (outgoing.kind === "none") {
      const photo = await tools.judge(uploadId, { decision: "no_plate", version });
      return { made: { kind: "none", version: photo.version }, detail: null };
    }
    const detail = await tools.type(uploadId, outgoing.typed);
    const { read_id, version: made } = detail.read;
    return { made: { kind: "typed", read: { read_id, version: made } }, detail };
  };

  const send = async (outgoing: Outgoing): Promise<Outcome> => {
    try {
      return { type: "answered", outgoing, ...(await carryOut(outgoing)) };
    } catch (error) {
      if (isFinal(error)) return { type: "refused", outgoing, error };
      throw error;
    }
  };

  const follow = (event: Event): void => {
    if (event.type === "halt") {
      state.set({ ...state.get(), halted: event.problem });
      return;
    }
    if (event.type === "refused") tools.onRefused(event);
    state.set(after(state.get(), event));
    outcome.set(event);
    void sender.sendNext();
  };
  const sender = createSender<Outgoing, Event>({
    waiting: state.get,
    send: (next) => outcomeOf<Event>(retries, send(next), (problem) => ({ type: "halt", problem })),
    onEvent: follow,
  });
  /** What it says of a failure stays until there is an answer: nothing on the page comes and goes with each try. */
  const retry = (): void => {
    retries.stop();
    void sender.sendNext(true);
  };
  const retries = createRetries(retry, tools.wait);

  const change = (next: Judgements): void => {
    state.set(next);
    void sender.sendNext();
  };
  return {
    state,
    outcome,
    say: (photo, what) => {
      const outgoing = outgoingOf(state.get(), photo, what);
      change(withOutgoing(state.get(), outgoing));
      return outgoing;
    },
    takeBack: (outgoing) => {
      const before = state.get().outbox.length;
      change(takenBack(state.get(), outgoing));
      return state.get().outbox.length < before;
    },
    dismiss: () => state.set({ ...state.get(), refusal: null }),
    retry,
    clear: () => {
      sender.forget();
      retries.stop();
      state.set(judgementsLeft([]));
    },
  };
}
