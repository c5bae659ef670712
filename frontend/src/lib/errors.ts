import { texts } from "@/lib/texts/first";

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

/** The fields that the API says something of: their names stand before what is wrong with each. */
const fieldsIn = (message: string): string[] =>
  Array.from(message.matchAll(/(?:^|\. )([\w.]+): /g), ([, field = ""]) => field);

/** The API's own words for why it refused. */
export class ApiError extends UserError {
  override name = "ApiError";

  readonly status: number;
  readonly code: string;
  /** By their names in the API. */
  readonly fields: readonly string[];

  /**
   * @param status - HTTP status, 400 to 599.
   * @param code - The API's error code, or `unknown`.
   * @param message - The sentence for people.
   * @param original - The API's own sentence, where the other is a translation: it names the fields.
   */
  constructor(status: number, code: string, message: string, original: string = message) {
    super(message);
    this.status = status;
    this.code = code;
    this.fields = fieldsIn(original);
  }
}

const BAD_REQUEST = 400;

/**
 * What a form says beside the fields that the API refused.
 *
 * @param error - Anything that was thrown.
 * @param words - What to say, by the fields of the form.
 */
export function refusedFields<Name extends string>(
  error: unknown,
  words: Readonly<Record<Name, string>>,
): Partial<Record<Name, string>> {
  if (!(error instanceof ApiError) || !isRefused(error)) return {};
  const isOfForm = (name: string): name is Name => name in words;
  return Object.fromEntries(error.fields.filter(isOfForm).map((name) => [name, words[name]])) as Partial<
    Record<Name, string>
  >;
}

/** The sentence to show for anything that was thrown. */
export function sentenceOf(error: unknown): string {
  return error instanceof UserError ? error.message : texts.errors.unexpected;
}

const NOT_FOUND = 404;
const CONFLICT = 409;

const hasStatus = (error: unknown, status: number): boolean => error instanceof ApiError && error.status === status;

/** Whether the API knows nothing by that name, or nothing that is the caller's to see. */
export const isMissing = (error: unknown): boolean => hasStatus(error, NOT_FOUND);

/** Whether the API refused because things have changed since the caller saw them. */
export const isConflict = (error: unknown): boolean => hasStatus(error, CONFLICT);

/** Whether the API refused what a request says. */
export const isRefused = (error: unknown): boolean => hasStatus(error, BAD_REQUEST);

/** Only what may go better by itself the next time; what the API refused it refuses again. */
export const mayGoBetter = (error: unknown): boolean =>
  error instanceof NetworkError || (error instanceof ApiError && (error.status >= 500 || error.status === 429));
