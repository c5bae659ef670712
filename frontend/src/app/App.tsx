import { Suspense, type ReactNode } from "react";
import { useRoutes } from "react-router";

import { ServicesContext, type Services } from "@/lib/services";
import { Loading } from "@/lib/ui/Loading";

import { PageBoundary } from "./places/PageBoundary";
import { Places, type History } from "./places/Places";
import { routes } from "./routes";

type Props = { services: Services; history: History };

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
