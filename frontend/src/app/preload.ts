import type { Auth } from "@/lib/auth/auth";

import { PAGES, type LoadPage } from "./pages";

/** What some browsers tell of the connection. */
type Connection = { saveData?: boolean; effectiveType?: string };

/** On these, what is fetched ahead takes the way of what is wanted now. */
const SLOW = ["slow-2g", "2g", "3g"];
/** Long enough for the first page to have its own things. */
const PAUSE_MS = 3_000;

const connection = (): Connection => ("connection" in navigator ? (navigator.connection as Connection) : {});

const whenIdle = (act: () => void): void => {
  if ("requestIdleCallback" in window) requestIdleCallback(act);
  else act();
};

/** Whether there is room to fetch what nobody has asked for yet. */
export const hasRoom = ({ saveData = false, effectiveType = "" }: Connection): boolean =>
  !saveData && !SLOW.includes(effectiveType);

/** Fetches pages one after another; one that does not come is tried again when it is wanted. */
export async function fetchAhead(loads: readonly LoadPage[]): Promise<void> {
  for (const load of loads) await load().catch(() => undefined);
}

/**
 * Has the code of all pages at hand once somebody is signed in, so that they open without a wait, and without a network.
 *
 * @param auth - Whose session is followed.
 */
export function preloadPages({ session }: Auth): void {
  let isDone = false;
  const follow = (): void => {
    if (isDone || session.get().state !== "signed_in" || !hasRoom(connection())) return;
    isDone = true;
    setTimeout(() => whenIdle(() => void fetchAhead(Object.values(PAGES))), PAUSE_MS);
  };
  follow();
  session.subscribe(follow);
}
