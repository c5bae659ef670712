import { expect, test, type Page } from "@playwright/test";

import { en as texts } from "../src/lib/texts/en/index.ts";
import { heading, openUploadPage } from "./person.ts";

const words = (page: Page) => page.locator("#root");
const looks = (page: Page) =>
  page.locator(".start").evaluate((element) => {
    const { backgroundColor, textAlign } = getComputedStyle(element);
    return { backgroundColor, textAlign };
  });
const refused = (page: Page): string[] => {
  const messages: string[] = [];
  page.on("console", (message) => {
    if (/Content Security Policy/i.test(message.text())) messages.push(message.text());
  });
  return messages;
};

for (const [colorScheme, backgroundColor] of [
  ["light", "rgb(246, 247, 249)"],
  ["dark", "rgb(15, 20, 26)"],
] as const) {
  test(`index.html says by itself who is loading, styled, in ${colorScheme}`, async ({ page }) => {
    const messages = refused(page);
    await page.emulateMedia({ colorScheme });
    await page.route(/\.js$/, (route) => route.abort());
    let sendStyle: () => void = () => undefined;
    const wanted = new Promise<void>((resolve) => (sendStyle = resolve));
    await page.route(/assets\/style-/, async (route) => {
      await wanted;
      await route.continue();
    });
    await page.goto("/sign-in", { waitUntil: "commit" });
    await expect(words(page)).toContainText(`${texts.app.name} ${texts.app.loading}…`);
    await expect(page.getByText("Đang tải…")).toBeVisible();
    await expect.poll(() => looks(page)).toEqual({ backgroundColor, textAlign: "center" });
    await expect.poll(() => page.evaluate(() => performance.getEntriesByName("first-contentful-paint").length)).toBe(1);

    // The app's style, which comes before its script, changes nothing of it.
    const style = page.waitForResponse(/assets\/style-/);
    sendStyle();
    await (await style).finished();
    await page.waitForLoadState();
    expect(await looks(page)).toEqual({ backgroundColor, textAlign: "center" });
    expect(messages).toEqual([]);
  });
}

test.describe("where no script may run", () => {
  test.use({ javaScriptEnabled: false });

  test("the page says what it needs, in both languages, and does not go on loading", async ({ page }) => {
    await page.goto("/sign-in");
    await expect(page.getByText("Loading…")).toBeHidden();
    // Chromium shows it where its own settings forbid scripts, not where Playwright does.
    await expect(page.locator("noscript p")).toContainText([
      "Platebook needs JavaScript.",
      "Platebook cần JavaScript.",
    ]);
  });
});

test("the first words make room for the app", async ({ page }) => {
  await page.goto("/sign-in");
  await expect(heading(page, texts.auth.signInTitle)).toBeVisible();
  await expect(page.locator(".start")).toHaveCount(0);
});

test("what members' pages share is fetched ahead of the app by who was signed in, and by nobody else", async ({
  page,
}) => {
  const messages = refused(page);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const isAsked = (): boolean => asked.some((path) => path.startsWith("/assets/shared-"));
  await page.goto("/sign-in");
  await expect(heading(page, texts.auth.signInTitle)).toBeVisible();
  expect(isAsked()).toBe(false);

  await openUploadPage(page);
  asked.length = 0;
  await page.route(/assets\/start-/, (route) => route.abort());
  await page.reload();
  await expect.poll(isAsked).toBe(true);
  expect(messages).toEqual([]);
});
