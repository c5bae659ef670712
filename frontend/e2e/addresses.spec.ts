import { expect, test } from "@playwright/test";

import { en as texts } from "../src/lib/texts/en/index.ts";
import { demoOperator, heading, ONCE, openAsOperator } from "./person.ts";

test(
  "no token, password or address of a person stands in an address that the browser asks for",
  ONCE,
  async ({ page }) => {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(decodeURIComponent(request.url())));
    const tokens = new Set<string>();
    page.on("request", (request) => {
      const [, token] = (request.headers().authorization ?? "").split(" ");
      if (token !== undefined) tokens.add(token);
    });

    await openAsOperator(page, "/reads");
    await expect(heading(page, texts.reads.title)).toBeVisible();
    await page.goto("/uploads");
    await page.reload();
    await expect.poll(() => tokens.size).toBeGreaterThan(0);

    const { email, password } = demoOperator();
    for (const address of asked) {
      expect(address).not.toMatch(/eyJ/);
      expect(address).not.toContain(email);
      expect(address).not.toContain(password);
      for (const token of tokens) expect(address).not.toContain(token);
    }
  },
);
