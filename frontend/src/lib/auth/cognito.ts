import { Amplify } from "aws-amplify";
import { fetchAuthSession, signOut, type AuthSession, type SignInInput, type SignInOutput } from "aws-amplify/auth";

import { isSame, type Auth, type Session, type SignInStep } from "@/lib/auth/auth";
import type { RuntimeConfig } from "@/lib/config";
import { userIdOf } from "@/lib/kept";
import { NetworkError, SessionEndedError, UserError } from "@/lib/errors";
import { createStore } from "@/lib/store";
import { texts } from "@/lib/texts/first";

type Step = SignInOutput["nextStep"]["signInStep"];

const STEPS: Partial<Record<Step, SignInStep>> = {
  DONE: "done",
  CONFIRM_SIGN_UP: "confirm_email",
  RESET_PASSWORD: "reset_password",
  CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED: "new_password",
  CONFIRM_SIGN_IN_WITH_TOTP_CODE: "app_code",
};

const SENTENCES: Record<string, string> = texts.cognito;

/** Cognito reports several different things as one exception; only its message tells them apart. */
const SAME_NAME: readonly (readonly [name: string, message: RegExp, sentence: string])[] = [
  ["NotAuthorizedException", /attempts exceeded/i, texts.cognito.TooManyFailedAttemptsException],
  ["NotAuthorizedException", /disabled/i, texts.cognitoMore.disabled],
  ["NotAuthorizedException", /temporary password has expired/i, texts.cognitoMore.temporaryPasswordExpired],
  ["NotAuthorizedException", /cannot be confirmed/i, texts.cognitoMore.alreadyConfirmed],
  ["NotAuthorizedException", /signup is not permitted/i, texts.cognitoMore.signUpClosed],
  ["UserLambdaValidationException", /sign_up_closed/, texts.cognitoMore.signUpClosed],
  ["UserLambdaValidationException", /sign_up_domain/, texts.cognitoMore.signUpDomain],
  ["NotAuthorizedException", /session/i, texts.cognitoMore.signInTimedOut],
  ["InvalidParameterException", /no registered\/verified email/i, texts.cognitoMore.notVerified],
];

/** The sentence for what Amplify threw: by its name, and by its message where Cognito uses one name for several things. */
export function translate(error: unknown): UserError {
  if (error instanceof UserError) return error;
  const { name, message } = error instanceof Error ? error : new Error();
  const special = SAME_NAME.find(([itsName, itsMessage]) => itsName === name && itsMessage.test(message));
  const Kind = name === "NetworkError" ? NetworkError : UserError;
  return new Kind(special?.[2] ?? SENTENCES[name] ?? texts.errors.unexpected, { cause: error });
}

/** A code from an app is wrong in another way than one that was mailed: nobody can have it sent again. */
export const appCodeError = (error: unknown): UserError =>
  error instanceof Error && /^(?:CodeMismatch|EnableSoftwareTokenMFA|ExpiredCode)Exception$/.test(error.name)
    ? new UserError(texts.cognitoMore.wrongAppCode, { cause: error })
    : translate(error);

export const told = async <T>(call: Promise<T>): Promise<T> => {
  try {
    return await call;
  } catch (error) {
    throw translate(error);
  }
};

type Tokens = NonNullable<AuthSession["tokens"]>;

function sessionOf(tokens: Tokens | undefined): Session {
  if (tokens === undefined) return { state: "signed_out", reason: "visitor" };
  const groups = tokens.accessToken.payload["cognito:groups"];
  const email = tokens.idToken?.payload.email;
  return {
    state: "signed_in",
    email: typeof email === "string" ? email : "",
    userId: tokens.accessToken.payload.sub ?? "",
    groups: Array.isArray(groups) ? groups.map(String) : [],
  };
}

/** The calls of Amplify that a session lives by. */
export type Pool = {
  fetchAuthSession: typeof fetchAuthSession;
  signIn: (input: SignInInput) => Promise<SignInOutput>;
  signOut: typeof signOut;
};

/** The calls that nobody needs any more who is signed in; they come with the sign-in pages. */
const entering = () => import("./entering");

const AMPLIFY: Pool = { fetchAuthSession, signOut, signIn: async (input) => (await entering()).signIn(input) };

const readSession = async (pool: Pool): Promise<Session> => sessionOf((await pool.fetchAuthSession()).tokens);

/** Signs in, also where tokens are left of a session that the API no longer takes: Amplify refuses to before they are gone. */
async function signInAnew(pool: Pool, username: string, password: string): Promise<SignInOutput> {
  const enter = (): Promise<SignInOutput> =>
    pool.signIn({ username, password, options: { authFlowType: "USER_SRP_AUTH" } });
  try {
    return await enter();
  } catch (error) {
    if (!(error instanceof Error && error.name === "UserAlreadyAuthenticatedException")) throw error;
    await pool.signOut();
    return enter();
  }
}

/**
 * Signing in with the stage's Cognito user pool, by SRP: the password itself never leaves the browser.
 *
 * @param config - Names the pool, its client, and on a laptop the endpoint.
 * @param pool - What speaks with it.
 */
export function createCognitoAuth(config: RuntimeConfig, pool: Pool = AMPLIFY): Auth {
  const { userPoolId, userPoolClientId, userPoolEndpoint } = config;
  Amplify.configure({
    Auth: {
      Cognito: { userPoolId, userPoolClientId, ...(userPoolEndpoint === null ? {} : { userPoolEndpoint }) },
    },
  });

  const session = createStore<Session>({ state: "unknown" });
  // What was typed before the address had to be confirmed, so that nobody types it twice. Never stored.
  let typed: { email: string; password: string } | null = null;

  const emailNow = (): string => {
    const now = session.get();
    return now.state === "signed_in" ? now.email : "";
  };

  const follow = async ({ nextStep }: SignInOutput): Promise<SignInStep> => {
    const step = STEPS[nextStep.signInStep];
    if (step === undefined) throw new UserError(texts.errors.unknownSignInStep(nextStep.signInStep));
    if (step === "done") {
      typed = null;
      session.set(await readSession(pool));
    }
    return step;
  };

  const answerWith = async (challengeResponse: string): Promise<SignInStep> =>
    follow(await (await entering()).confirmSignIn({ challengeResponse }));

  const enter = async (email: string, password: string): Promise<SignInStep> => {
    typed = { email, password };
    return told(signInAnew(pool, email, password).then(follow));
  };

  const expire = (): void => {
    if (session.get().state === "signed_in") session.set({ state: "signed_out", reason: "expired" });
  };

  /** Follows who the tokens say that somebody is, and is allowed to. What one person wanted is not done as another one. */
  const take = (tokens: Tokens): string => {
    const before = session.get();
    const now = sessionOf(tokens);
    if (before.state === "signed_in" && !isSame(before, now)) session.set(now);
    if (before.state === "signed_in" && userIdOf(now) !== before.userId) throw new SessionEndedError();
    return tokens.accessToken.toString();
  };

  const fetchToken = async (forceRefresh: boolean): Promise<string> => {
    const { tokens } = await told(pool.fetchAuthSession({ forceRefresh }));
    if (tokens !== undefined) return take(tokens);
    expire();
    throw new SessionEndedError();
  };

  let renewal: Promise<string> | null = null;
  const renew = (): Promise<string> => {
    renewal ??= fetchToken(true).finally(() => (renewal = null));
    return renewal;
  };

  return {
    session,
    expire,
    resume: async () => {
      // Offline, Amplify cannot renew a token that is over: whoever was signed in has to sign in again.
      session.set(await readSession(pool).catch((): Session => ({ state: "signed_out", reason: "visitor" })));
    },
    signIn: enter,
    chooseNewPassword: (password) => told(answerWith(password)),
    giveAppCode: async (code) => {
      try {
        return await answerWith(code);
      } catch (error) {
        throw appCodeError(error);
      }
    },
    account: async () => (await import("@/lib/auth/account")).createAccountSecurity(emailNow),
    signUp: async (email, password) => {
      typed = { email, password };
      await told(
        entering().then((its) => its.signUp({ username: email, password, options: { userAttributes: { email } } })),
      );
    },
    confirmEmail: async (email, code) => {
      await told(entering().then((its) => its.confirmSignUp({ username: email, confirmationCode: code })));
      return typed?.email === email && (await enter(email, typed.password)) === "done";
    },
    resendCode: async (email) => {
      await told(entering().then((its) => its.resendSignUpCode({ username: email })));
    },
    sendResetCode: async (email) => {
      await told(entering().then((its) => its.resetPassword({ username: email })));
    },
    resetPassword: async (email, code, password) => {
      await told(
        entering().then((its) =>
          its.confirmResetPassword({ username: email, confirmationCode: code, newPassword: password }),
        ),
      );
      return enter(email, password);
    },
    signOut: async () => {
      // Amplify forgets the tokens, and throws nothing, even when Cognito cannot be reached to revoke them.
      await pool.signOut();
      session.set({ state: "signed_out", reason: "left" });
    },
    accessToken: () => fetchToken(false),
    renewedToken: async (refused) => {
      const token = await (renewal ?? fetchToken(false));
      return token === refused ? renew() : token;
    },
    end: (reason) => session.set({ state: "signed_out", reason }),
  };
}
