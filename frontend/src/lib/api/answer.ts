import { correlationIdOf } from "@/client";
import { ApiError, NetworkError, UserError } from "@/lib/errors";
import { texts } from "@/lib/texts/first";

type Answer<T> = { data?: T; error?: unknown; response: Response };

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** The API's sentence, or ours for its code where another language is spoken; the field that it is about stays named. */
function inWords(code: string, message: string): string {
  const ours = texts.errors.byCode[code];
  if (ours === undefined) return message;
  const [field = ""] = /^\w+: /.exec(message) ?? [];
  return `${field}${ours}`;
}

const SERVER_ERROR = 500;

/** A sentence, with the id to tell those who look after Platebook: for what nobody but them can mend. */
function withId(sentence: string, response: Response): string {
  const id = correlationIdOf(response);
  return response.status < SERVER_ERROR || id === undefined ? sentence : texts.errors.withId(sentence, id);
}

function apiError({ error, response }: Answer<unknown>): ApiError {
  const body = isObject(error) && isObject(error.error) ? error.error : {};
  const code = typeof body.code === "string" ? body.code : "unknown";
  if (typeof body.message === "string") {
    const words = withId(inWords(code, body.message), response);
    return new ApiError(response.status, code, words, body.message);
  }
  // API Gateway itself answers in another form, and in no sentence for people.
  const sentence = response.status === 401 ? texts.errors.sessionEnded : texts.errors.server;
  return new ApiError(response.status, code, withId(sentence, response));
}

/**
 * What a call to the API gave, or why it gave nothing, as an error that can be shown.
 *
 * @param call - A call of the generated client.
 * @returns The body of the 2xx answer.
 * @throws ApiError when the API refused; NetworkError when no answer came; other UserErrors as the token's source threw them.
 */
export async function answerOf<T>(call: Promise<Answer<T>>): Promise<T> {
  const answer = await call.catch((error: unknown) => {
    if (error instanceof UserError) throw error;
    throw new NetworkError(texts.errors.network, { cause: error });
  });
  if (answer.data === undefined) throw apiError(answer);
  return answer.data;
}
