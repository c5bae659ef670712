import { QueryClient } from "@tanstack/react-query";

import type { Auth } from "@/lib/auth/auth";
import { mayGoBetter } from "@/lib/errors";

const RETRIES = 3;

/** The cache of what the API answered. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: { queries: { retry: (failures, error) => failures < RETRIES && mayGoBetter(error) } },
  });

/** Keeps nothing of one person for the next. */
export function forgetOnSignOut(queries: QueryClient, auth: Auth): void {
  auth.session.subscribe(() => {
    if (auth.session.get().state === "signed_out") queries.clear();
  });
}
