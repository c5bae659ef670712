import { QueryClientProvider, type QueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { useServices, type Services } from "@/lib/services";

import { createQueryClient, forgetOnSignOut } from "./query-client";

const all = new WeakMap<Services, QueryClient>();

function queriesOf(services: Services): QueryClient {
  const known = all.get(services);
  if (known !== undefined) return known;
  const queries = createQueryClient();
  forgetOnSignOut(queries, services.auth);
  all.set(services, queries);
  return queries;
}

/** Lets what is in it ask the API, and share what it answered with all else that does. Visitors ask it nothing. */
export function Queries({ children }: { children: ReactNode }): ReactNode {
  return <QueryClientProvider client={queriesOf(useServices())}>{children}</QueryClientProvider>;
}
