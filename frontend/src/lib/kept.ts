import type { Auth, Session } from "@/lib/auth/auth";

const PREFIX = "platebook.kept.";
const prefixOf = (userId: string): string => `${PREFIX}${userId}.`;

/** Decisions on their way are kept under this name; the number changes with their form, and others are left alone. */
export const DECISIONS = "decisions.1";

/** What was said of photos without a plate, and is on its way, is kept under this name. */
export const JUDGEMENTS = "judgements.1";

/** What a review session came to is kept under this name. */
export const SESSION = "review-session.1";

/** What one person has not sent yet, by name. */
export type Keeper = {
  get: (name: string) => string | null;
  /** Keeps a text; null drops it. */
  set: (name: string, text: string | null) => void;
};

const NOBODY: Keeper = { get: () => null, set: () => undefined };

/**
 * Keeps what somebody has not sent yet for as long as the tab is open, so that a reload or a sign-in loses nothing.
 * Each person's is their own; it holds plates, and so never goes where it would outlive the tab.
 *
 * @param userId - Whose; null for nobody, who keeps nothing.
 */
export function keptFor(userId: string | null): Keeper {
  if (userId === null) return NOBODY;
  const prefix = prefixOf(userId);
  return {
    get: (name) => sessionStorage.getItem(prefix + name),
    set: (name, text) => {
      if (text === null) sessionStorage.removeItem(prefix + name);
      else sessionStorage.setItem(prefix + name, text);
    },
  };
}

export const userIdOf = (session: Session): string | null => (session.state === "signed_in" ? session.userId : null);

function dropAllBut(userId: string | null): void {
  Object.keys(sessionStorage)
    .filter((key) => key.startsWith(PREFIX) && (userId === null || !key.startsWith(prefixOf(userId))))
    .forEach((key) => sessionStorage.removeItem(key));
}

/** Drops everything when a person signs out, and what others left when one signs in. A session that ran out drops nothing. */
export function dropKeptOfOthers({ session }: Auth): void {
  const follow = (): void => {
    const now = session.get();
    if (now.state === "signed_in") dropAllBut(now.userId);
    else if (now.state === "signed_out" && now.reason === "left") dropAllBut(null);
  };
  follow();
  session.subscribe(follow);
}
