import { useCallback, useEffect, useLayoutEffect, useRef, useState, useTransition, type ReactNode } from "react";
import { Router, type UNSAFE_createBrowserHistory as createHistory } from "react-router";

import { GoingContext } from "@/lib/going";

export type History = Omit<ReturnType<typeof createHistory>, "encodeLocation">;

/** Gives what lets somebody wait until nothing is on its way any more. */
function useArrival(isGoing: boolean): () => Promise<void> {
  const waiting = useRef<(() => void)[]>([]);
  useEffect(() => {
    if (!isGoing) waiting.current.splice(0).forEach((tell) => tell());
  }, [isGoing]);
  return useCallback(() => new Promise((tell) => void waiting.current.push(tell)), []);
}

/**
 * Follows the browser's history. A page stays until the code of the next one is there.
 *
 * The router could load pages and data by itself: that is more than half of its weight, and nothing here needs more.
 */
export function Places({ history, children }: { history: History; children: ReactNode }): ReactNode {
  const [{ location, action }, setPlace] = useState({ location: history.location, action: history.action });
  const [isGoing, startTransition] = useTransition();
  useLayoutEffect(() => history.listen((place) => startTransition(() => setPlace(place))), [history]);
  const arrival = useArrival(isGoing);
  return (
    <GoingContext value={{ isGoing, arrival }}>
      <Router navigator={history} location={location} navigationType={action}>
        {children}
      </Router>
    </GoingContext>
  );
}
