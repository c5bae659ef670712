import { render, type RenderResult } from "@testing-library/react";
import { createPath, parsePath, UNSAFE_createMemoryHistory as createHistory } from "react-router";
import { onTestFinished, vi } from "vitest";

import { App } from "@/app/App";
import { createApiClient } from "@/client";
import type { RuntimeConfig } from "@/lib/config";
import { dropKeptOfOthers } from "@/lib/kept";

import { API_URL, FakeApi } from "./fake-api";
import { FakeAuth } from "./fake-auth";

/** A page, and the memory behind it. */
export type World = { auth: FakeAuth; api: FakeApi; path: () => string; address: () => string } & RenderResult;
type Start = { path?: string; state?: unknown; auth?: FakeAuth; api?: FakeApi; config?: Partial<RuntimeConfig> };

const CONFIG: RuntimeConfig = {
  stage: "test",
  apiUrl: API_URL,
  userPoolId: "pool",
  userPoolClientId: "client",
  userPoolEndpoint: null,
  mailUrl: null,
  signUpDomains: null,
};

/**
 * The whole app at an address, with a user pool and an API in memory.
 *
 * Its person leaves as the test ends: a photo that still waits would go on by itself, to the API of the next test.
 */
export function renderApp({
  path = "/",
  state,
  auth = new FakeAuth(),
  api = new FakeApi(),
  config,
}: Start = {}): World {
  vi.stubGlobal("fetch", api.fetch);
  const client = createApiClient(API_URL, auth);
  dropKeptOfOthers(auth);
  const history = createHistory({ initialEntries: [{ ...parsePath(path), state }], v5Compat: true });
  onTestFinished(() => auth.session.set({ state: "signed_out", reason: "left" }));
  const services = { config: { ...CONFIG, ...config }, auth, client };
  const page = render(<App services={services} history={history} />);
  const address = (): string => createPath(history.location);
  return { auth, api, path: () => history.location.pathname, address, ...page };
}
