import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { RouterProvider } from "react-router";

import { ServicesContext, type Services } from "@/lib/services";

type Props = {
  services: Services;
  queries: QueryClient;
  router: React.ComponentProps<typeof RouterProvider>["router"];
};

/** The whole app, once it knows its world. */
export function App({ services, queries, router }: Props): ReactNode {
  return (
    <ServicesContext value={services}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ServicesContext>
  );
}
