import type { AccountSecurity, Auth, Session, SessionEnd, SignInStep } from "@/lib/auth/auth";
import { SessionEndedError, UserError } from "@/lib/errors";
import { createStore } from "@/lib/store";
import { texts } from "@/lib/texts";

type Account = { password: string; confirmed: boolean; temporary: boolean; groups: string[]; takesAppCode: boolean };

export const CODE = "424242";
export const APP_SECRET = "ABCDEFGHIJKLMNOP";

/** A user pool in memory. Its code is always CODE. */
export class FakeAuth implements Auth {
  readonly session = createStore<Session>({ state: "signed_out", reason: "visitor" });
  readonly accounts = new Map<string, Account>();
  codesSent = 0;
  /** Whether there is a new token for one that the API refused. */
  renews = false;
  renewals = 0;
  private signingIn = "";

  addAccount(email: string, password: string, about: Partial<Account> = {}): this {
    this.accounts.set(email, {
      password,
      confirmed: true,
      temporary: false,
      groups: [],
      takesAppCode: false,
      ...about,
    });
    return this;
  }

  signedIn(email = "ann@example.com", groups: string[] = [], userId?: string): this {
    const usual = groups.length === 0 ? "user-1" : "operator-1";
    this.session.set({ state: "signed_in", email, userId: userId ?? usual, groups });
    return this;
  }

  signedInAsOperator(email = "olga@example.com"): this {
    return this.signedIn(email, ["operators"]);
  }

  signedInAsAdmin(email = "adam@example.com"): this {
    return this.signedIn(email, ["operators", "admins"]);
  }

  resume = (): Promise<void> => Promise.resolve();

  signIn = (email: string, password: string): Promise<SignInStep> => {
    const account = this.accounts.get(email);
    if (account?.password !== password) return Promise.reject(new UserError(texts.cognito.NotAuthorizedException));
    this.signingIn = email;
    if (!account.confirmed) return Promise.resolve("confirm_email");
    if (account.temporary) return Promise.resolve("new_password");
    if (account.takesAppCode) return Promise.resolve("app_code");
    this.signedIn(email, account.groups);
    return Promise.resolve("done");
  };

  giveAppCode = async (code: string): Promise<SignInStep> => {
    this.checkAppCode(code);
    this.signedIn(this.signingIn, this.accounts.get(this.signingIn)?.groups);
    return Promise.resolve("done");
  };

  account = (): Promise<AccountSecurity> => Promise.resolve(this.security);

  private readonly security: AccountSecurity = {
    changePassword: async (old, password) => {
      const [email, account] = this.own();
      if (account.password !== old) throw new UserError(texts.cognitoMore.wrongOldPassword);
      this.accounts.set(email, { ...account, password });
      return Promise.resolve();
    },
    takesAppCode: () => Promise.resolve(this.own()[1].takesAppCode),
    makeAppSecret: () => Promise.resolve({ secret: APP_SECRET, uri: `otpauth://totp/Platebook?secret=${APP_SECRET}` }),
    turnAppCodeOn: async (code) => {
      this.checkAppCode(code);
      this.own()[1].takesAppCode = true;
      return Promise.resolve();
    },
    turnAppCodeOff: () => {
      this.own()[1].takesAppCode = false;
      return Promise.resolve();
    },
  };

  /** The account of who is signed in. */
  private own(): [email: string, account: Account] {
    const session = this.session.get();
    const email = session.state === "signed_in" ? session.email : "";
    const account = this.accounts.get(email);
    if (account === undefined) throw new Error(`The test gave ${email} no account.`);
    return [email, account];
  }

  private checkAppCode(code: string): void {
    if (code !== CODE) throw new UserError(texts.cognitoMore.wrongAppCode);
  }

  chooseNewPassword = (password: string): Promise<SignInStep> => {
    this.addAccount(this.signingIn, password);
    return this.signIn(this.signingIn, password);
  };

  signUp = (email: string, password: string): Promise<void> => {
    if (this.accounts.has(email)) return Promise.reject(new UserError(texts.cognito.UsernameExistsException));
    this.addAccount(email, password, { confirmed: false });
    this.signingIn = email;
    return this.resendCode();
  };

  confirmEmail = async (email: string, code: string): Promise<boolean> => {
    this.check(code);
    const account = this.accounts.get(email);
    if (account === undefined) return false;
    account.confirmed = true;
    return this.signingIn === email && (await this.signIn(email, account.password)) === "done";
  };

  resendCode = (): Promise<void> => {
    this.codesSent += 1;
    return Promise.resolve();
  };

  sendResetCode = (): Promise<void> => this.resendCode();

  resetPassword = (email: string, code: string, password: string): Promise<SignInStep> => {
    this.check(code);
    this.addAccount(email, password);
    return this.signIn(email, password);
  };

  signOut = (): Promise<void> => {
    this.session.set({ state: "signed_out", reason: "left" });
    return Promise.resolve();
  };

  accessToken = (): Promise<string> =>
    this.session.get().state === "signed_in" ? Promise.resolve("token") : Promise.reject(new SessionEndedError());

  renewedToken = (): Promise<string> => {
    this.renewals += 1;
    if (this.renews) return Promise.resolve(`token ${this.renewals}`);
    this.expire();
    return Promise.reject(new SessionEndedError());
  };

  end = (reason: SessionEnd): void => this.session.set({ state: "signed_out", reason });

  expire = (): void => this.session.set({ state: "signed_out", reason: "expired" });

  private check(code: string): void {
    if (code !== CODE) throw new UserError(texts.cognito.CodeMismatchException);
  }
}
