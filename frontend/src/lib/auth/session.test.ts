import { beforeEach, describe, expect, it, vi } from "vitest";

import { NetworkError, SessionEndedError } from "@/lib/errors";

import { createCognitoAuth } from "./cognito";

const pool = { fetchAuthSession: vi.fn(), signIn: vi.fn(), signOut: vi.fn() };

const CONFIG = {
  stage: "test",
  apiUrl: "http://api.test",
  userPoolId: "pool",
  userPoolClientId: "client",
  userPoolEndpoint: null,
  mailUrl: null,
  signUpDomains: null,
};
const thrown = (name: string): Error => Object.assign(new Error(""), { name });
const tokens = (token: string, { sub = "ann", groups = [] as string[] } = {}) => ({
  tokens: {
    accessToken: { toString: () => token, payload: { sub, "cognito:groups": groups } },
    idToken: { payload: { email: `${sub}@example.com` } },
  },
});

async function signedIn() {
  pool.fetchAuthSession.mockResolvedValue(tokens("old"));
  const auth = createCognitoAuth(CONFIG, pool);
  await auth.resume();
  return auth;
}
/** What the pool gives where somebody insists on a new token, and what it gives otherwise. */
const renewsTo = (renewed: () => Promise<unknown>): void => {
  let latest: unknown = tokens("old");
  pool.fetchAuthSession.mockImplementation(async ({ forceRefresh = false } = {}) => {
    if (forceRefresh) latest = await renewed();
    return latest;
  });
};
const renewals = (): number =>
  pool.fetchAuthSession.mock.calls.filter(([how]) => (how as { forceRefresh?: boolean } | undefined)?.forceRefresh)
    .length;

beforeEach(() => Object.values(pool).forEach((call) => call.mockReset()));

describe("a token that the API refused", () => {
  it("is renewed once for all who ask, at the same time and after", async () => {
    const auth = await signedIn();
    renewsTo(() => Promise.resolve(tokens("new")));
    expect(await Promise.all([auth.renewedToken("old"), auth.renewedToken("old")])).toEqual(["new", "new"]);
    expect(await auth.renewedToken("old")).toBe("new");
    expect(renewals()).toBe(1);
  });

  it("ends the session where the pool gives no new one", async () => {
    const auth = await signedIn();
    renewsTo(() => Promise.resolve({}));
    await expect(auth.renewedToken("old")).rejects.toBeInstanceOf(SessionEndedError);
    expect(auth.session.get()).toEqual({ state: "signed_out", reason: "expired" });
  });

  it("leaves the session as it is where the pool cannot be reached", async () => {
    const auth = await signedIn();
    renewsTo(() => Promise.reject(thrown("NetworkError")));
    await expect(auth.renewedToken("old")).rejects.toBeInstanceOf(NetworkError);
    expect(auth.session.get().state).toBe("signed_in");
  });
});

describe("the session", () => {
  it("follows what the person may do by now, with each renewal of the token", async () => {
    const auth = await signedIn();
    pool.fetchAuthSession.mockResolvedValue(tokens("new", { groups: ["operators"] }));
    expect(await auth.accessToken()).toBe("new");
    expect(auth.session.get()).toMatchObject({ userId: "ann", groups: ["operators"] });
  });

  it("does nothing in the name of another person who signed in meanwhile", async () => {
    const auth = await signedIn();
    pool.fetchAuthSession.mockResolvedValue(tokens("bobs", { sub: "bob" }));
    await expect(auth.accessToken()).rejects.toBeInstanceOf(SessionEndedError);
    expect(auth.session.get()).toMatchObject({ userId: "bob" });
    expect(await auth.accessToken()).toBe("bobs");
  });

  it("can be had anew where tokens are left that the API no longer takes", async () => {
    const auth = await signedIn();
    auth.expire();
    pool.signOut.mockResolvedValue(undefined);
    pool.signIn
      .mockRejectedValueOnce(thrown("UserAlreadyAuthenticatedException"))
      .mockResolvedValueOnce({ nextStep: { signInStep: "DONE" } });
    expect(await auth.signIn("ann@example.com", "Correct-Horse-7")).toBe("done");
    expect(pool.signOut).toHaveBeenCalledOnce();
    expect(auth.session.get().state).toBe("signed_in");
  });
});
