import { afterEach, expect, it, vi } from "vitest";

import { createApiClient } from ".";

afterEach(() => vi.unstubAllGlobals());

it("asks the browser to keep no answer, whatever the API or API Gateway says of it", async () => {
  const asked: Request[] = [];
  vi.stubGlobal("fetch", (request: Request) => {
    asked.push(request);
    return Promise.resolve(Response.json({ message: "Unauthorized" }, { status: 401 }));
  });
  const expire = vi.fn();
  const client = createApiClient("http://api.test", { accessToken: () => Promise.resolve("token"), expire });

  await client.GET("/uploads");
  await client.POST("/reads/search", { body: { match: "exact", limit: 1, least_confidence: 0, most_confidence: 1 } });

  expect(asked.map(({ method, cache }) => [method, cache])).toEqual([
    ["GET", "no-store"],
    ["POST", "no-store"],
  ]);
  expect(asked.map(({ headers }) => headers.get("Authorization"))).toEqual(["Bearer token", "Bearer token"]);
});
