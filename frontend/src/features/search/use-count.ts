import { useEffect, useState } from "react";

import type { SearchRequest } from "@/client";
import { countReads } from "@/lib/api/reads";
import { useServices } from "@/lib/services";

import { countAll, type Count } from "./count";

/**
 * Counts what a search finds, from when it is first shown until it is shown no more.
 *
 * @param request - The same object as long as it is the same search.
 * @param known - How many there are, where that is known without asking.
 */
export function useCount(request: SearchRequest, known: number | null): { count: Count; error: unknown } {
  const { client } = useServices();
  const [count, setCount] = useState<Count>({ reads: 0, state: "counting" });
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    if (known !== null) return undefined;
    const abort = new AbortController();
    const fetch: Parameters<typeof countAll>[0] = (cursor, signal) =>
      countReads(client, { ...request, limit: 1000, ...(cursor === null ? {} : { cursor }) }, signal);
    countAll(fetch, setCount, abort.signal)
      .then(setCount)
      .catch((why: unknown) => {
        if (!abort.signal.aborted) setError(why);
      });
    return () => abort.abort();
  }, [client, request, known]);
  return { count: known === null ? count : { reads: known, state: "all" }, error };
}
