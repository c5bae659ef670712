import { describe, expect, it, vi } from "vitest";

import { loadConfig, parseConfig } from "./config";
import { texts } from "./texts";

const ON_AWS = {
  stage: "prod",
  api_url: "https://api.example/",
  user_pool_id: "p",
  user_pool_client_id: "c",
  sign_up: "open",
};

describe("the runtime settings", () => {
  it("need no endpoints on AWS", () => {
    expect(parseConfig(ON_AWS)).toEqual({
      stage: "prod",
      apiUrl: "https://api.example",
      userPoolId: "p",
      userPoolClientId: "c",
      userPoolEndpoint: null,
      mailUrl: null,
      signUpDomains: null,
    });
  });

  it.each([
    ["open", null],
    ["closed", []],
    ["example.com, example.org", ["example.com", "example.org"]],
  ])("say who may sign up: %s", (sign_up, domains) => {
    expect(parseConfig({ ...ON_AWS, sign_up }).signUpDomains).toEqual(domains);
  });

  it("have endpoints on a laptop", () => {
    const local = parseConfig({ ...ON_AWS, user_pool_endpoint: "http://127.0.0.1:4566", mail_url: "/local/mail" });
    expect(local).toMatchObject({ userPoolEndpoint: "http://127.0.0.1:4566", mailUrl: "/local/mail" });
  });

  it.each(["stage", "api_url", "user_pool_id", "user_pool_client_id", "sign_up"])("say when %s is missing", (name) => {
    expect(() => parseConfig({ ...ON_AWS, [name]: undefined })).toThrow(texts.errors.configLacks(name));
  });

  it.each([
    ["no network", () => Promise.reject(new TypeError("Failed to fetch"))],
    ["no such file", () => Promise.resolve(new Response("", { status: 404 }))],
    ["not JSON", () => Promise.resolve(new Response("<html>"))],
  ])("say that they cannot be had: %s", async (_why, fetch) => {
    vi.stubGlobal("fetch", fetch);
    await expect(loadConfig()).rejects.toThrow(texts.errors.configUnreachable);
  });
});
