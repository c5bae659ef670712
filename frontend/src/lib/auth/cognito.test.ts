import { describe, expect, it } from "vitest";

import { NetworkError } from "@/lib/errors";
import { texts } from "@/lib/texts";

import { translate } from "./cognito";

const thrown = (name: string, message = ""): Error => Object.assign(new Error(message), { name });

describe("what Cognito throws", () => {
  it.each(Object.entries(texts.cognito))("%s becomes a sentence", (name, sentence) => {
    expect(translate(thrown(name)).message).toBe(sentence);
  });

  it.each([
    ["Password attempts exceeded", texts.cognito.TooManyFailedAttemptsException],
    ["User is disabled.", texts.cognitoMore.disabled],
    [
      "Temporary password has expired and must be reset by an administrator.",
      texts.cognitoMore.temporaryPasswordExpired,
    ],
    ["User cannot be confirmed. Current status is CONFIRMED", texts.cognitoMore.alreadyConfirmed],
    ["Invalid session for the user, session is expired.", texts.cognitoMore.signInTimedOut],
    ["Incorrect username or password.", texts.cognito.NotAuthorizedException],
    ["SignUp is not permitted for this user pool", texts.cognitoMore.signUpClosed],
  ])("one exception for several things is told apart by its message: %s", (message, sentence) => {
    expect(translate(thrown("NotAuthorizedException", message)).message).toBe(sentence);
  });

  it.each([
    ["PreSignUp failed with error sign_up_closed: Nobody signs up here.", texts.cognitoMore.signUpClosed],
    ['{"errorMessage": "sign_up_domain: Addresses of this domain"}', texts.cognitoMore.signUpDomain],
    ["PreSignUp failed with error timed out.", texts.errors.unexpected],
  ])("is why a sign-up was refused: %s", (message, sentence) => {
    expect(translate(thrown("UserLambdaValidationException", message)).message).toBe(sentence);
  });

  it("is a network error when the network is why, so that it is tried again", () => {
    expect(translate(thrown("NetworkError"))).toBeInstanceOf(NetworkError);
    expect(translate(thrown("NotAuthorizedException"))).not.toBeInstanceOf(NetworkError);
  });

  it("that nobody foresaw shows no inner workings", () => {
    expect(translate(thrown("Boom", "at foo.js:1")).message).toBe(texts.errors.unexpected);
    expect(translate("text").message).toBe(texts.errors.unexpected);
  });
});
