import { defineConfig } from "@playwright/test";

import { BROWSER_ARGUMENTS, CHROMIUM, stack } from "./e2e/stack.ts";

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  // One after another: they share one small machine with the stack that they try.
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  // A machine that is busy with something else may be late once; what fails twice is a fault, and both are reported.
  retries: process.env.CI ? 1 : 0,
  reporter: [["list"]],
  timeout: 180_000,
  expect: { timeout: 60_000 },
  use: {
    baseURL: stack.web_url,
    locale: "en-US",
    // A menu that still moves makes Playwright scroll to reach its items, and that moves the menu from under the press.
    contextOptions: { reducedMotion: "reduce" },
    // Recording what goes well costs as much time as the tests themselves; `--trace on` when one is looked into.
    trace: "on-first-retry",
    launchOptions: { executablePath: CHROMIUM, args: BROWSER_ARGUMENTS },
  },
  projects: [
    { name: "desktop", use: { viewport: { width: 1280, height: 800 } } },
    // The narrowest that WCAG 2.2 asks for (1.4.10): what fits there fits any phone.
    {
      name: "phone",
      grepInvert: /@once/,
      use: { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true },
    },
  ],
});
