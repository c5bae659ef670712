import type { Auth } from "@/lib/auth/auth";
import { wasSignedIn } from "@/lib/auth/tabs";

import { isForMembers } from "./routes";

/** Whether the page at this address is likely to be shown, so that its code is worth fetching before that is known. */
export const isLikelyShown = (pathname: string): boolean => wasSignedIn() || !isForMembers(pathname);

/**
 * Has a visitor of a member's page start at the sign-in, as the page's guard would, before the page's code is fetched.
 *
 * @param auth - Who it is, by now.
 */
export function leadVisitorToSignIn({ session }: Auth): void {
  const { pathname, search, hash } = location;
  if (session.get().state === "signed_in" || !isForMembers(pathname)) return;
  // What a router keeps of a place's own state, so that the sign-in leads on to where the person was headed.
  history.replaceState({ usr: { from: `${pathname}${search}${hash}` } }, "", "/sign-in");
}
