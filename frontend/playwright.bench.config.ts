import { defineConfig } from "@playwright/test";

import tests from "./playwright.config.ts";

/** `npm run bench`: how long until a page can be used. Nothing is asserted; it prints a table. */
export default defineConfig({
  ...tests,
  testMatch: "*.bench.ts",
  retries: 0,
  timeout: 900_000,
});
