import type { Auth } from "@/lib/auth/auth";

/**
 * Calls back when the next person at this browser may be another one: on signing out, and when another one signs in. A
 * session that ran out is no such moment: who signs in again finds everything as it was.
 *
 * @param auth - Whose session is followed.
 * @param forget - Forgets what belongs to the person before.
 */
export function whenOthersMayCome(auth: Auth, forget: () => void): void {
  const signedInEmail = (): string | null => {
    const session = auth.session.get();
    return session.state === "signed_in" ? session.email : null;
  };
  let owner = signedInEmail();
  auth.session.subscribe(() => {
    const session = auth.session.get();
    const email = signedInEmail();
    if ((email !== null && email !== owner) || (session.state === "signed_out" && session.reason === "left")) forget();
    owner = email ?? owner;
  });
}
