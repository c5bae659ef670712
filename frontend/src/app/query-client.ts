import { QueryClient } from "@tanstack/react-query";

import type { Auth } from "@/lib/auth/auth";
import { mayGoBetter } from "@/lib/errors";
import { userIdOf } from "@/lib/kept";

const RETRIES = 3;

/** The cache of what the API answered. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: { queries: { retry: (failures, error) => failures < RETRIES && mayGoBetter(error) } },
  });

/** Keeps nothing of one person for the next, also where one follows the other without a sign-out in this tab. */
export function forgetOnSignOut(queries: QueryClient, auth: Auth): void {
  let owner = userIdOf(auth.session.get());
  auth.session.subscribe(() => {
    const now = userIdOf(auth.session.get());
    if (now !== owner) queries.clear();
    owner = now;
  });
}
