import type { CountedReads } from "@/client";

/** Where counting ends, so that it costs no more whatever was asked for. Each request reads a thousand at most. */
const [MOST_READS, MOST_REQUESTS] = [10_000, 20];

/** How many were found so far, and whether these are all, surely not all, or still being counted. */
export type Count = { reads: number; state: "counting" | "all" | "more" };

type Fetch = (cursor: string | null, signal: AbortSignal) => Promise<CountedReads>;

/**
 * Counts what a search finds, one request after the other, up to a bound.
 *
 * @param fetch - Counts from a cursor on; null for the beginning.
 * @param onProgress - Told after each request how many there are so far.
 * @param signal - Ends it early.
 * @returns "more" where it was ended by the bound: there may be more reads than were counted.
 * @throws What `fetch` throws, and the signal's reason.
 */
export async function countAll(fetch: Fetch, onProgress: (count: Count) => void, signal: AbortSignal): Promise<Count> {
  let reads = 0;
  let cursor: string | null = null;
  for (let asked = 0; asked < MOST_REQUESTS && reads < MOST_READS; asked += 1) {
    const counted: CountedReads = await fetch(cursor, signal);
    signal.throwIfAborted();
    reads += counted.count;
    if (counted.cursor === null) return { reads, state: "all" };
    cursor = counted.cursor;
    onProgress({ reads, state: "counting" });
  }
  return { reads, state: "more" };
}
