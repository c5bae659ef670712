/** On purpose, or because it ran out. */
export type SessionEnd = "left" | "expired";

/** Who uses the page. */
export type Session =
  | { state: "unknown" }
  | { state: "signed_out"; reason: "visitor" | SessionEnd }
  /** `userId` is what the API calls an uploader or a reviewer. */
  | { state: "signed_in"; email: string; userId: string; groups: readonly string[] };

/** The group of the people who review and search everybody's reads. The API enforces it; pages only don't tempt others. */
const OPERATORS = "operators";
/** The group of the people who set Platebook up, and see who did what. */
const ADMINS = "admins";

const isIn = (session: Session, group: string): boolean =>
  session.state === "signed_in" && session.groups.includes(group);

export const isOperator = (session: Session): boolean => isIn(session, OPERATORS);
export const isAdmin = (session: Session): boolean => isIn(session, ADMINS);

/** Whether somebody is the person who is signed in. */
export const isSelf = (session: Session, userId: string): boolean =>
  session.state === "signed_in" && session.userId === userId;

/** Whether two sessions tell the same of somebody. */
export const isSame = (one: Session, other: Session): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What a sign-in asks for next. */
export type SignInStep = "done" | "confirm_email" | "reset_password" | "new_password" | "app_code";

/** What makes codes for signing in: to be typed into an app, or read by it from a picture of `uri`. */
export type AppSecret = { secret: string; uri: string };

/** What somebody who is signed in changes of how they sign in. Every method throws a UserError. */
export type AccountSecurity = {
  changePassword: (old: string, password: string) => Promise<void>;
  /** Whether signing in takes a code from an app. */
  takesAppCode: () => Promise<boolean>;
  /** Makes a secret; it counts once a code that was made with it is given. */
  makeAppSecret: () => Promise<AppSecret>;
  /** From now on signing in takes a code, if this one is right. */
  turnAppCodeOn: (code: string) => Promise<void>;
  turnAppCodeOff: () => Promise<void>;
};

/**
 * Signing up, in and out. Every method throws a UserError whose message can be shown as it is.
 *
 * Those that end signed in change the session; pages follow the session.
 */
export type Auth = {
  session: { get: () => Session; subscribe: (listener: () => void) => () => void };
  /** Finds out whether this browser is still signed in. */
  resume: () => Promise<void>;
  signIn: (email: string, password: string) => Promise<SignInStep>;
  /** Answers the step "new_password" of the sign-in under way. */
  chooseNewPassword: (password: string) => Promise<SignInStep>;
  /** Answers the step "app_code" of the sign-in under way. */
  giveAppCode: (code: string) => Promise<SignInStep>;
  /** Its code comes when it is first wanted: nobody needs it to sign in. */
  account: () => Promise<AccountSecurity>;
  signUp: (email: string, password: string) => Promise<void>;
  /** Confirms the address; true when the person is signed in as well, for the password was typed just before. */
  confirmEmail: (email: string, code: string) => Promise<boolean>;
  resendCode: (email: string) => Promise<void>;
  sendResetCode: (email: string) => Promise<void>;
  resetPassword: (email: string, code: string, password: string) => Promise<SignInStep>;
  signOut: () => Promise<void>;
  /** A valid access token; throws SessionEndedError, and ends the session, when there is none to be had. */
  accessToken: () => Promise<string>;
  /** Another token than one that the API refused; throws as `accessToken` does. Who asks meanwhile shares the renewal. */
  renewedToken: (refused: string) => Promise<string>;
  /** The API no longer takes the token: sign in again. */
  expire: () => void;
  /** The session ended in another tab: so it does here, at once. */
  end: (reason: SessionEnd) => void;
};
