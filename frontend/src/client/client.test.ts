import { afterEach, describe, expect, it, vi } from "vitest";

import { correlationIdOf, createApiClient } from ".";

afterEach(() => vi.unstubAllGlobals());

const SEARCH = { match: "exact", limit: 1, least_confidence: 0, most_confidence: 1 } as const;

/** An API that takes some tokens only, and a session that renews "old" to "new". */
function world({ taken = ["new"], renew = () => Promise.resolve("new") }: Partial<World> = {}) {
  const asked: { method: string; cache: string; token: string | null; body: string }[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    const token = request.headers.get("Authorization");
    asked.push({ method: request.method, cache: request.cache, token, body: await request.text() });
    return taken.some((one) => token === `Bearer ${one}`)
      ? Response.json({ reads: [], uploads: [], cursor: null })
      : Response.json({ message: "Unauthorized" }, { status: 401 });
  });
  const expire = vi.fn();
  const renewedToken = vi.fn(renew);
  const accessToken = () => Promise.resolve("old");
  return {
    client: createApiClient("http://api.test", { accessToken, renewedToken, expire }),
    asked,
    expire,
    renewedToken,
  };
}
type World = { taken: string[]; renew: () => Promise<string> };

it("asks the browser to keep no answer, whatever the API or API Gateway says of it", async () => {
  const { client, asked } = world({ taken: ["old"] });
  await client.GET("/uploads");
  await client.POST("/reads/search", { body: SEARCH });
  expect(asked.map(({ method, cache, token }) => [method, cache, token])).toEqual([
    ["GET", "no-store", "Bearer old"],
    ["POST", "no-store", "Bearer old"],
  ]);
});

describe("a token that the API refuses", () => {
  it("is renewed, and the request sent once more, with all that was in it", async () => {
    const { client, asked, expire, renewedToken } = world();
    const { response } = await client.POST("/reads/search", { body: SEARCH });
    expect(response.status).toBe(200);
    expect(asked.map(({ token, body }) => [token, JSON.parse(body) as unknown])).toEqual([
      ["Bearer old", SEARCH],
      ["Bearer new", SEARCH],
    ]);
    expect(renewedToken).toHaveBeenCalledExactlyOnceWith("old");
    expect(expire).not.toHaveBeenCalled();
  });

  it("ends the session where the API refuses the new one as well, and no third is asked for", async () => {
    const { client, asked, expire } = world({ taken: [] });
    const { response } = await client.GET("/uploads");
    expect([response.status, asked.length]).toEqual([401, 2]);
    expect(expire).toHaveBeenCalledOnce();
  });

  it("gives the reason why there is no new one", async () => {
    const { client, asked } = world({ renew: () => Promise.reject(new Error("The session is over.")) });
    await expect(client.GET("/uploads")).rejects.toThrow("The session is over.");
    expect(asked).toHaveLength(1);
  });
});

describe("the id of a request", () => {
  it("is another one for each, the same where one is sent again, and stays with the answer", async () => {
    const ids: (string | null)[] = [];
    vi.stubGlobal("fetch", (request: Request) => {
      ids.push(request.headers.get("X-Correlation-Id"));
      const isNew = request.headers.get("Authorization") === "Bearer new";
      return Promise.resolve(Response.json({ uploads: [], cursor: null }, { status: isNew ? 200 : 401 }));
    });
    const tokens = { accessToken: () => Promise.resolve("old"), renewedToken: () => Promise.resolve("new") };
    const client = createApiClient("http://api.test", { ...tokens, expire: vi.fn() });
    const { response } = await client.GET("/uploads");
    await client.GET("/uploads");
    expect(ids[0]).toMatch(/^[0-9a-f]{16}$/);
    expect([ids[1], ids[3]]).toEqual([ids[0], ids[2]]);
    expect(ids[2]).not.toBe(ids[0]);
    expect(correlationIdOf(response)).toBe(ids[0]);
    expect(correlationIdOf(new Response())).toBeUndefined();
  });
});
