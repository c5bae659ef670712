import { useRef } from "react";

/**
 * Lets an act be under way once: what is asked for meanwhile is dropped, also before the page could show that it is.
 *
 * @param act - Ends when all of it is done; it throws nothing.
 */
export function useOneAtATime(act: () => Promise<unknown>): () => void {
  const isUnderWay = useRef(false);
  const run = async (): Promise<void> => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    await act();
    isUnderWay.current = false;
  };
  return () => void run();
}
