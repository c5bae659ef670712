import { useRef, useState } from "react";

type Source = { src: string | null; onError: () => void };

/**
 * The address to show a picture from. Presigned ones run out: the first time that one fails, fresh ones are asked for.
 *
 * @param url - The address in the last answer; null when there is none.
 * @param refresh - Asks the API again, which gives a new address.
 * @returns `src` is null while there is nothing to show; give `onError` to the image.
 */
export function useFreshSource(url: string | null, refresh: () => void): Source {
  const [brokenUrl, setBrokenUrl] = useState<string | null>(null);
  const refreshed = useRef(false);
  const onError = (): void => {
    setBrokenUrl(url);
    // Once: a picture that also fails by a fresh address is gone.
    if (refreshed.current) return;
    refreshed.current = true;
    refresh();
  };
  return { src: url === brokenUrl ? null : url, onError };
}
