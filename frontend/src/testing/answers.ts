/** Answers of the API. */

export const answer = (status: number, body: unknown): Response => Response.json(body, { status });

export const refusal = (status: number, code: string, message: string): Response =>
  answer(status, { error: { code, message, request_id: "request-1" } });
