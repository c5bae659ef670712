import { texts } from "@/lib/texts";

/** What a person can be told: the message is a sentence that says what is wrong and what to do. */
export class UserError extends Error {
  override name = "UserError";
}

/** The network, not the server, is why nothing came back. */
export class NetworkError extends UserError {
  override name = "NetworkError";
}

/** Nobody is signed in any more. */
export class SessionEndedError extends UserError {
  override name = "SessionEndedError";

  constructor() {
    super(texts.errors.sessionEnded);
  }
}

/** The API's own words for why it refused. */
export class ApiError extends UserError {
  override name = "ApiError";

  readonly status: number;
  readonly code: string;

  /**
   * @param status - HTTP status, 400 to 599.
   * @param code - The API's error code, or `unknown`.
   * @param message - The sentence for people.
   */
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The sentence to show for anything that was thrown. */
export function sentenceOf(error: unknown): string {
  return error instanceof UserError ? error.message : texts.errors.unexpected;
}

/** Whether the API knows nothing by that name, or nothing that is the caller's to see. */
export const isMissing = (error: unknown): boolean => error instanceof ApiError && error.status === 404;

/** Only what may go better by itself the next time; what the API refused it refuses again. */
export const mayGoBetter = (error: unknown): boolean =>
  error instanceof NetworkError || (error instanceof ApiError && (error.status >= 500 || error.status === 429));
