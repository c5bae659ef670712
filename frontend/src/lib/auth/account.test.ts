import { beforeEach, describe, expect, it, vi } from "vitest";

import { texts } from "@/lib/texts";

import { createAccountSecurity, type SecurityPool } from "./account";

const pool = {
  fetchMFAPreference: vi.fn(),
  setUpTOTP: vi.fn(),
  updateMFAPreference: vi.fn(),
  updatePassword: vi.fn(),
  verifyTOTPSetup: vi.fn(),
} satisfies SecurityPool;

const account = createAccountSecurity(() => "ann@example.com", pool);
const thrown = (name: string, message = ""): Error => Object.assign(new Error(message), { name });

beforeEach(() => Object.values(pool).forEach((call) => call.mockReset()));

describe("how somebody signs in", () => {
  it("is known to take a code or not", async () => {
    pool.fetchMFAPreference.mockResolvedValueOnce({ enabled: ["TOTP"], preferred: "TOTP" }).mockResolvedValueOnce({});
    expect([await account.takesAppCode(), await account.takesAppCode()]).toEqual([true, false]);
  });

  it("takes a code only after one was right", async () => {
    pool.verifyTOTPSetup.mockRejectedValueOnce(thrown("EnableSoftwareTokenMFAException"));
    await expect(account.turnAppCodeOn("000000")).rejects.toThrow(texts.cognitoMore.wrongAppCode);
    expect(pool.updateMFAPreference).not.toHaveBeenCalled();
    await account.turnAppCodeOn("123456");
    expect(pool.updateMFAPreference).toHaveBeenCalledWith({ totp: "PREFERRED" });
    await account.turnAppCodeOff();
    expect(pool.updateMFAPreference).toHaveBeenLastCalledWith({ totp: "DISABLED" });
  });

  it("has its secret named after the account", async () => {
    const getSetupUri = vi.fn(() => new URL("otpauth://totp/x"));
    pool.setUpTOTP.mockResolvedValueOnce({ sharedSecret: "ABC", getSetupUri });
    expect(await account.makeAppSecret()).toEqual({ secret: "ABC", uri: "otpauth://totp/x" });
    expect(getSetupUri).toHaveBeenCalledWith("Platebook", "ann@example.com");
  });

  it.each([
    ["NotAuthorizedException", "Incorrect username or password.", texts.cognitoMore.wrongOldPassword],
    ["InvalidPasswordException", "", texts.cognito.InvalidPasswordException],
    ["LimitExceededException", "", texts.cognito.LimitExceededException],
  ])("keeps its password on a %s, and says why", async (name, message, sentence) => {
    pool.updatePassword.mockRejectedValueOnce(thrown(name, message));
    await expect(account.changePassword("old", "new")).rejects.toThrow(sentence);
    expect(pool.updatePassword).toHaveBeenCalledWith({ oldPassword: "old", newPassword: "new" });
  });
});
