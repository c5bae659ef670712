import { fetchMFAPreference, setUpTOTP, updateMFAPreference, updatePassword, verifyTOTPSetup } from "aws-amplify/auth";

import type { AccountSecurity } from "@/lib/auth/auth";
import { appCodeError, told, translate } from "@/lib/auth/cognito";
import { UserError } from "@/lib/errors";
import { texts } from "@/lib/texts/first";

/** What an app lists the account under. */
const ISSUER = "Platebook";

/** The calls of Amplify that change how somebody signs in. */
export type SecurityPool = {
  fetchMFAPreference: typeof fetchMFAPreference;
  setUpTOTP: typeof setUpTOTP;
  updateMFAPreference: typeof updateMFAPreference;
  updatePassword: typeof updatePassword;
  verifyTOTPSetup: typeof verifyTOTPSetup;
};

const AMPLIFY: SecurityPool = { fetchMFAPreference, setUpTOTP, updateMFAPreference, updatePassword, verifyTOTPSetup };

/** Cognito says of a wrong old password what it says of a wrong sign-in. */
const passwordError = (error: unknown): UserError =>
  error instanceof Error && error.name === "NotAuthorizedException" && /incorrect/i.test(error.message)
    ? new UserError(texts.cognitoMore.wrongOldPassword, { cause: error })
    : translate(error);

/**
 * Changes how somebody signs in, by the tokens of the session.
 *
 * @param emailNow - Gives the address of who is signed in.
 * @param pool - What speaks with Cognito.
 */
export function createAccountSecurity(emailNow: () => string, pool: SecurityPool = AMPLIFY): AccountSecurity {
  return {
    changePassword: async (oldPassword, newPassword) => {
      try {
        await pool.updatePassword({ oldPassword, newPassword });
      } catch (error) {
        throw passwordError(error);
      }
    },
    takesAppCode: async () => (await told(pool.fetchMFAPreference())).enabled?.includes("TOTP") ?? false,
    makeAppSecret: async () => {
      const made = await told(pool.setUpTOTP());
      return { secret: made.sharedSecret, uri: made.getSetupUri(ISSUER, emailNow()).toString() };
    },
    turnAppCodeOn: async (code) => {
      try {
        await pool.verifyTOTPSetup({ code });
      } catch (error) {
        throw appCodeError(error);
      }
      await told(pool.updateMFAPreference({ totp: "PREFERRED" }));
    },
    turnAppCodeOff: () => told(pool.updateMFAPreference({ totp: "DISABLED" })),
  };
}
