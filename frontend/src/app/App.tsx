import {
  Suspense,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  useTransition,
  type ReactNode,
} from "react";
import { Router, useRoutes, type UNSAFE_createBrowserHistory as createHistory } from "react-router";

import { GoingContext } from "@/lib/going";
import { ServicesContext, type Services } from "@/lib/services";
import { Loading } from "@/lib/ui/Loading";

import { PageBoundary } from "./PageBoundary";
import { routes } from "./routes";

type History = Omit<ReturnType<typeof createHistory>, "encodeLocation">;
type Props = { services: Services; history: History };

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
function Places({ history, children }: { history: History; children: ReactNode }): ReactNode {
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

const Pages = (): ReactNode => useRoutes(routes);

/** The whole app, once it knows its world. */
export function App({ services, history }: Props): ReactNode {
  return (
    <ServicesContext value={services}>
      <Places history={history}>
        <PageBoundary>
          <Suspense fallback={<Loading />}>
            <Pages />
          </Suspense>
        </PageBoundary>
      </Places>
    </ServicesContext>
  );
}
