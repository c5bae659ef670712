import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";

import type { ApiClient } from "@/client";
import { clearList, listsQuery } from "@/lib/api/lists";
import { sentenceOf } from "@/lib/errors";
import { useServices } from "@/lib/services";

/**
 * Takes entries of a list away, step by step.
 *
 * @param onProgress - Told after each step how many are gone.
 * @returns How many they were.
 */
export async function clearAll(
  client: ApiClient,
  list_id: string,
  which: "all" | "ended",
  onProgress: (removed: number) => void,
  signal?: AbortSignal,
): Promise<number> {
  let removed = 0;
  let cursor: string | null = null;
  do {
    const step: { removed: number; cursor: string | null } = await clearList(
      client,
      { list_id, which, cursor },
      signal,
    );
    removed += step.removed;
    onProgress(removed);
    cursor = step.cursor;
  } while (cursor !== null);
  return removed;
}

type Stage =
  | { name: "idle" }
  | { name: "running"; removed: number }
  | { name: "done"; removed: number }
  | { name: "failed"; problem: string };

export type Clearing = { stage: Stage; clear: (list_id: string, which: "all" | "ended") => Promise<void> };

/** Takes entries of a list away, step by step; what is left when it is interrupted can be cleared later. */
export function useClearing(): Clearing {
  const { client } = useServices();
  const queries = useQueryClient();
  const [stage, setStage] = useState<Stage>({ name: "idle" });
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  const clear = async (list_id: string, which: "all" | "ended"): Promise<void> => {
    abort.current?.abort();
    const { signal } = (abort.current = new AbortController());
    const onProgress = (removed: number): void => setStage({ name: "running", removed });
    onProgress(0);
    try {
      setStage({ name: "done", removed: await clearAll(client, list_id, which, onProgress, signal) });
    } catch (error) {
      if (!signal.aborted) setStage({ name: "failed", problem: sentenceOf(error) });
    }
    if (!signal.aborted) await queries.invalidateQueries({ queryKey: listsQuery(client).queryKey });
  };
  return { stage, clear };
}
