import { useQueries } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

import type { CountedBy, Insights } from "@/client";
import { insightsQuery } from "@/lib/api/insights";
import { useOnChange } from "@/lib/live/use-live";
import { useServices } from "@/lib/services";

import { partsOf } from "./range";

/** Days that are over change seldom, and cost more to look at: so often at most. */
export const OVER_EVERY_MS = 60_000;

type Days = { from: string; to: string };
type Asked = {
  data: Insights | undefined;
  error: Error | null;
  isPending: boolean;
  refetch: (options?: { cancelRefetch: boolean }) => unknown;
};

/** Calls at once, then at most so often; the last call is made all the same. */
function useSeldom(call: () => void, pauseMs: number): () => void {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const calledAt = useRef(-Infinity);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
  return () => {
    if (timer.current !== null) return;
    timer.current = setTimeout(
      () => {
        [timer.current, calledAt.current] = [null, performance.now()];
        call();
      },
      Math.max(0, calledAt.current + pauseMs - performance.now()),
    );
  };
}

/** All parts as one; the meter is the newest one's. */
function joined(parts: readonly Insights[]): Insights | undefined {
  const last = parts.at(-1);
  return (
    last && {
      ...last,
      hours: parts.flatMap(({ hours }) => hours),
      is_complete: parts.every(({ is_complete }) => is_complete),
    }
  );
}

/**
 * What was counted in some days of UTC, brought up to date as something is new.
 *
 * @param days - Both included.
 * @param by - Which hour counts.
 * @param now - By the person's clock; what is over by then is looked at seldom.
 */
export function useInsights(days: Days, by: CountedBy, now: Date): Omit<Asked, "refetch"> & { again: () => void } {
  const { client } = useServices();
  const parts = partsOf(days, now);
  const answers: Asked[] = useQueries({
    queries: parts.map(({ from, to }) => insightsQuery(client, { from, to }, by)),
  });
  // One that is under way goes on: a slow answer would else never come while much is new.
  const refetch = (live: boolean): void =>
    parts.forEach((part, at) => part.live === live && answers[at]?.refetch({ cancelRefetch: false }));
  const refetchOver = useSeldom(() => refetch(false), OVER_EVERY_MS);
  useOnChange(() => {
    refetch(true);
    // By arrival nothing is counted in days that are over.
    if (by === "capture") refetchOver();
  });
  const counted = answers.flatMap(({ data }) => data ?? []);
  return {
    data: counted.length === parts.length ? joined(counted) : undefined,
    error: answers.find(({ error }) => error !== null)?.error ?? null,
    isPending: answers.some(({ isPending }) => isPending),
    again: () => answers.forEach((answer) => void answer.refetch()),
  };
}
