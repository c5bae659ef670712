import { mayGoBetter, sentenceOf } from "@/lib/errors";

/** What failed is tried again by itself, each time after a longer wait. */
const FIRST_WAIT_MS = 2_000;
const WAIT_GROWTH = 2;
const LONGEST_WAIT_MS = 60_000;

/** Calls back later; answers with what calls it off. */
export type Wait = (ms: number, then: () => void) => () => void;

export const waitByClock: Wait = (ms, then) => {
  const timer = setTimeout(then, ms);
  return () => clearTimeout(timer);
};

export type Retries = {
  /** Plans to try again, where that may go better; one try is for all that failed until then. */
  failed: (error: unknown) => void;
  /** There was an answer: the next wait is a short one again. */
  worked: () => void;
  /** Calls off what is planned. */
  stop: () => void;
};

/**
 * Plans when to try again what an outage held up.
 *
 * @param retry - Tries it; calls `failed` or `worked`.
 * @param wait - The clock.
 */
export function createRetries(retry: () => void, wait: Wait = waitByClock): Retries {
  let failures = 0;
  let callOff: (() => void) | null = null;
  const stop = (): void => {
    callOff?.();
    callOff = null;
  };
  return {
    failed: (error) => {
      if (!mayGoBetter(error) || callOff !== null) return;
      callOff = wait(Math.min(FIRST_WAIT_MS * WAIT_GROWTH ** failures, LONGEST_WAIT_MS), () => {
        callOff = null;
        retry();
      });
      failures += 1;
    },
    worked: () => {
      failures = 0;
    },
    stop,
  };
}

/**
 * What a call comes to; whether it worked decides when there is another try.
 *
 * @param retries - Told of it.
 * @param call - Under way.
 * @param failed - What follows from a failure, by the sentence about it.
 */
export function outcomeOf<Event>(
  retries: Retries,
  call: Promise<Event>,
  failed: (problem: string) => Event,
): Promise<Event> {
  return call.then(
    (event) => {
      retries.worked();
      return event;
    },
    (error: unknown) => {
      retries.failed(error);
      return failed(sentenceOf(error));
    },
  );
}
