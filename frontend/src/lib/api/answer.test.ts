import { describe, expect, it, vi } from "vitest";

import { createApiClient } from "@/client";
import { ApiError, NetworkError, refusedFields, sentenceOf, SessionEndedError } from "@/lib/errors";
import { texts } from "@/lib/texts";

import { answerOf } from "./answer";

const refused = (status: number, error: unknown): Promise<never> =>
  answerOf<never>(Promise.resolve({ error, response: new Response(null, { status }) }));

describe("an answer of the API", () => {
  it("is its body", async () => {
    expect(await answerOf(Promise.resolve({ data: { plates: 1 }, response: new Response() }))).toEqual({ plates: 1 });
  });

  it("is the API's own sentence when it refused", async () => {
    const error = { error: { code: "file_too_large", message: "The photo is too large.", request_id: "r" } };
    await expect(refused(400, error)).rejects.toEqual(new ApiError(400, "file_too_large", "The photo is too large."));
    await expect(refused(400, error)).rejects.toMatchObject({ status: 400, code: "file_too_large" });
  });

  it("names each field that the API refused, whatever language its sentence is in", () => {
    const original = "region: this has the wrong format; docs/openapi.json describes it. camera_id: give at most 64.";
    const refusal = new ApiError(400, "invalid_request", "region: no.", original);
    expect(refusal.fields).toEqual(["region", "camera_id"]);
    expect(refusedFields(refusal, { region: "Choose one.", plate: "Type it." })).toEqual({ region: "Choose one." });
    expect(refusedFields(new ApiError(409, "plate_there", original), { region: "Choose one." })).toEqual({});
  });

  it.each([
    [401, { message: "Unauthorized" }, texts.errors.sessionEnded],
    [429, { message: "Too Many Requests" }, texts.errors.server],
    [503, "<html>", texts.errors.server],
  ])("is a sentence of ours when API Gateway refused: %i", async (status, body, sentence) => {
    await expect(refused(status, body)).rejects.toThrow(sentence);
  });

  it.each([
    [503, true],
    [409, false],
  ])("names the id to tell for what only others can mend: %i", async (status, isNamed) => {
    const body = { error: { code: "try_again", message: "The service is busy.", request_id: "r" } };
    vi.stubGlobal("fetch", () => Promise.resolve(Response.json(body, { status })));
    const tokens = { accessToken: () => Promise.resolve("t"), renewedToken: () => Promise.resolve("t") };
    const client = createApiClient("http://api.test", { ...tokens, expire: vi.fn() });
    const refusal: unknown = await answerOf(client.GET("/uploads")).catch((error: unknown) => error);
    const sentence = sentenceOf(refusal);
    expect(/[0-9a-f]{16}$/.test(sentence)).toBe(isNamed);
    expect(sentence).toContain("The service is busy.");
    vi.unstubAllGlobals();
  });

  it("is a network error when none came", async () => {
    await expect(answerOf(Promise.reject(new TypeError("Failed to fetch")))).rejects.toBeInstanceOf(NetworkError);
  });

  it("keeps what the sign-in said", async () => {
    await expect(answerOf(Promise.reject(new SessionEndedError()))).rejects.toBeInstanceOf(SessionEndedError);
  });
});
