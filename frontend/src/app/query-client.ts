import { QueryClient } from "@tanstack/react-query";

import type { Auth } from "@/lib/auth/auth";
import { ApiError, NetworkError } from "@/lib/errors";

const RETRIES = 3;

/** Only what may go better by itself the next time; what the API refused it refuses again. */
const mayGoBetter = (error: Error): boolean =>
  error instanceof NetworkError || (error instanceof ApiError && (error.status >= 500 || error.status === 429));

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
