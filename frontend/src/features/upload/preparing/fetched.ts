import { NetworkError } from "@/lib/errors";
import { texts } from "@/lib/texts";

/**
 * A part of the app that is fetched when it is first needed.
 *
 * @param part - What `import()` gave.
 * @throws NetworkError when it could not be fetched, so that what needed it can be tried again.
 */
export const fetched = <T>(part: Promise<T>): Promise<T> =>
  part.catch((cause: unknown) => {
    throw new NetworkError(texts.errors.network, { cause });
  });
