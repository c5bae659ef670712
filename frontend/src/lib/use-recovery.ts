import type { UseQueryResult } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";

import { createRetries } from "@/lib/retries";

type Query = Pick<UseQueryResult, "error" | "errorUpdatedAt" | "dataUpdatedAt" | "refetch">;

/** The latest error of a query, also while it tries again; null once it has worked. */
function useLastingError({ error, errorUpdatedAt, dataUpdatedAt }: Query): Error | null {
  const [latest, setLatest] = useState(error);
  if (error !== null && error !== latest) setLatest(error);
  return errorUpdatedAt > dataUpdatedAt ? (error ?? latest) : null;
}

/**
 * Tries a query again by itself after an outage: later and later, and at once when the network is back.
 *
 * @param query - One that does not try again by its own rule.
 * @returns Why it does not work, until it does: nothing on the page comes and goes with each try.
 */
export function useRecovery(query: Query): Error | null {
  const problem = useLastingError(query);
  const { errorUpdatedAt, dataUpdatedAt, refetch } = query;
  const [retries] = useState(() => createRetries(() => void refetch()));
  const failed = useEffectEvent(() => retries.failed(problem));
  const worked = useEffectEvent(() => {
    retries.stop();
    retries.worked();
  });
  const online = useEffectEvent(() => {
    if (problem === null) return;
    retries.stop();
    void refetch();
  });
  useEffect(() => {
    if (errorUpdatedAt > 0) failed();
  }, [errorUpdatedAt]);
  useEffect(() => {
    if (dataUpdatedAt > 0) worked();
  }, [dataUpdatedAt]);
  useEffect(() => {
    const listener = (): void => online();
    addEventListener("online", listener);
    return () => {
      removeEventListener("online", listener);
      retries.stop();
    };
  }, [retries]);
  return problem;
}
