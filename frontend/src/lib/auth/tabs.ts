import type { Auth, Session, SessionEnd } from "@/lib/auth/auth";
import { userIdOf } from "@/lib/kept";

const KEY = "platebook.session";

/** What other tabs are told of a session: whose it is, or how it ended; null for what is no news to them. */
function newsOf(session: Session): string | null {
  if (session.state === "signed_out") return session.reason === "visitor" ? null : session.reason;
  return userIdOf(session);
}

const isVisitor = (session: Session): boolean => session.state === "signed_out" && session.reason === "visitor";

const isEnd = (news: string): news is SessionEnd => news === "left" || news === "expired";

/** Whether somebody was signed in when this browser last heard of a session, which may have ended since. */
export function wasSignedIn(): boolean {
  const news = localStorage.getItem(KEY);
  return news !== null && !isEnd(news);
}

/**
 * Lets all tabs of a browser share one session: who signs out in one is signed out in all, and a sign-in counts in all.
 * A tab that slept, or comes back from the history, catches up when it is shown.
 *
 * @param auth - This tab's sign-in.
 * @param signal - Ends the sharing.
 */
export function shareSession(auth: Auth, signal?: AbortSignal): void {
  let known = localStorage.getItem(KEY);

  const tell = (): void => {
    const news = newsOf(auth.session.get());
    if (news === null || news === known) return;
    known = news;
    localStorage.setItem(KEY, news);
  };

  const hear = (): void => {
    // Not the event's own value: when it comes late, another one holds by now.
    const news = localStorage.getItem(KEY);
    if (news === null || news === known) return;
    known = news;
    if (!isEnd(news)) void auth.resume();
    else if (!isVisitor(auth.session.get())) auth.end(news);
  };

  const listening = signal === undefined ? {} : { signal };
  tell();
  auth.session.subscribe(tell);
  addEventListener("storage", ({ key }) => key === KEY && hear(), listening);
  addEventListener("pageshow", hear, listening);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && hear(), listening);
}
