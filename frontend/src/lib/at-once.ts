/** What became of a list of things, each done by itself. */
export type Outcome<T, R> = {
  done: { item: T; result: R }[];
  failed: { item: T; error: unknown }[];
  /** Not begun, since it was stopped before. */
  left: T[];
};

/** So many requests of one person run at the same time: enough for a list, few enough for the API's limit. */
const AT_ONCE = 4;

/**
 * Does something with each of a list, a few at once; what fails keeps nothing else from being done.
 *
 * @param items - In the order in which they are begun.
 * @param work - Does it with one of them.
 * @param onProgress - Told how many have ended, one way or the other.
 * @param signal - Begins no more once it is aborted; what is under way is waited for.
 */
export async function doEach<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  onProgress: (ended: number) => void,
  signal: AbortSignal,
): Promise<Outcome<T, R>> {
  const outcome: Outcome<T, R> = { done: [], failed: [], left: [...items] };
  const one = async (item: T): Promise<void> => {
    try {
      outcome.done.push({ item, result: await work(item) });
    } catch (error) {
      outcome.failed.push({ item, error });
    }
    onProgress(outcome.done.length + outcome.failed.length);
  };
  const worker = async (): Promise<void> => {
    for (let item = next(); item !== undefined; item = next()) await one(item);
  };
  const next = (): T | undefined => (signal.aborted ? undefined : outcome.left.shift());
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return outcome;
}
