import { expect, test, type BrowserContext, type Page } from "@playwright/test";

import { en as texts } from "../src/lib/texts/en/index.ts";
import {
  demoOperator,
  demoUser,
  heading,
  look,
  ONCE,
  openAsAdmin,
  openAsOperator,
  signIn,
  uploadTwo,
} from "./person.ts";

const { review: t, late } = texts;

const link = (page: Page, name: string) => page.getByRole("link", { name, exact: true });

/** A person whose browser spares data: nothing is fetched ahead. */
async function sparing(context: BrowserContext): Promise<void> {
  await context.addInitScript(() =>
    Object.defineProperty(navigator, "connection", { value: { saveData: true }, configurable: true }),
  );
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: texts.app.account }).click();
  await page.getByRole("menuitem", { name: texts.app.signOut }).click();
  await expect(page.getByText(texts.auth.notices.left)).toBeVisible();
}

test(
  "review goes on by itself after an outage, also for who skipped all that was at hand",
  ONCE,
  async ({ page, browser }) => {
    await uploadTwo(page, "editing");
    const context = await browser.newContext({ locale: "en-US" });
    const operator = await context.newPage();
    await openAsOperator(operator, "/review");
    const item = operator.getByRole("region", { name: t.item });
    await expect(item).toBeVisible();

    await context.setOffline(true);
    const problem = operator.getByText(texts.errors.network);
    await expect(async () => {
      if (await item.isVisible()) await operator.keyboard.press("s");
      await expect(item).toBeHidden({ timeout: 1000 });
    }).toPass();
    await expect(problem).toBeVisible();

    await context.setOffline(false);
    await expect(item).toBeVisible();
    await expect(problem).toBeHidden();
    await look(operator);
    await operator.keyboard.press("e");
    await expect(operator.getByLabel(t.editLabel)).toBeFocused();
    await context.close();
  },
);

test(
  "a page that is not there yet says so offline, and opens when the connection is back",
  ONCE,
  async ({ browser }) => {
    const context = await browser.newContext({ locale: "en-US" });
    await sparing(context);
    const page = await context.newPage();
    await openAsOperator(page, "/uploads");
    await expect(heading(page, texts.uploads.title)).toBeVisible();
    await context.setOffline(true);
    await link(page, texts.app.insights).click();
    await expect(heading(page, late.offline.title)).toBeVisible();
    await expect(page.getByText(late.offline.help)).toBeVisible();
    await link(page, texts.app.myUploads).click();
    await expect(heading(page, texts.uploads.title)).toBeVisible();
    await link(page, texts.app.insights).click();
    await expect(heading(page, late.offline.title)).toBeVisible();
    await context.setOffline(false);
    await expect(heading(page, texts.insights.title)).toBeVisible();
    await context.close();
  },
);

test("pages are at hand offline that were fetched ahead", ONCE, async ({ browser }) => {
  const context = await browser.newContext({ locale: "en-US" });
  const page = await context.newPage();
  const ahead = page.waitForResponse(/assets\/SettingsPage-/); // the last one
  await openAsOperator(page, "/uploads");
  await (await ahead).finished();
  await context.setOffline(true);
  await link(page, texts.app.insights).click();
  await expect(heading(page, texts.insights.title)).toBeVisible();
  await context.close();
});

test("a new version is loaded once where the old one's page is gone", ONCE, async ({ browser }) => {
  const context = await browser.newContext({ locale: "en-US" });
  await sparing(context);
  const page = await context.newPage();
  let loads = 0;
  page.on("load", () => (loads += 1));
  await openAsOperator(page, "/uploads");
  await expect(heading(page, texts.uploads.title)).toBeVisible();
  await page.route(/assets\/InsightsPage-/, (route) => route.fulfill({ status: 404, body: "Not found" }));
  loads = 0;
  await link(page, texts.app.insights).click();
  await expect(heading(page, late.broken.title)).toBeVisible();
  expect(loads).toBe(1);
  await page.unroute(/assets\/InsightsPage-/);
  const again = page.getByRole("button", { name: late.broken.action });
  await expect(async () => {
    // A page that is drawn anew under the press, on a busy machine, is pressed once more.
    if (await again.isVisible()) await again.click({ timeout: 2000 });
    await expect(heading(page, texts.insights.title)).toBeVisible({ timeout: 5000 });
  }).toPass();
  await context.close();
});

test(
  "who signs out in one tab is signed out in all, and the next person sees nothing of the one before",
  ONCE,
  async ({ browser }) => {
    const context = await browser.newContext({ locale: "en-US" });
    const here = await context.newPage();
    await openAsOperator(here, "/reads");
    await expect(heading(here, texts.reads.title)).toBeVisible();
    const there = await context.newPage();
    await there.goto("/reads");
    await expect(heading(there, texts.reads.title)).toBeVisible();

    await signOut(here);
    await expect(there.getByText(texts.auth.notices.left)).toBeVisible();
    await expect(heading(there, texts.reads.title)).toBeHidden();

    await signIn(here, demoUser());
    await expect(heading(here, texts.upload.title)).toBeVisible();
    await expect(heading(there, texts.upload.title)).toBeVisible();
    await expect(link(there, texts.app.reads)).toHaveCount(0);
    await there.getByRole("button", { name: texts.app.account }).click();
    await expect(there.getByText(demoUser().email)).toBeVisible();
    await context.close();
  },
);

test("a token that the API refuses is renewed, and nobody is signed out for it", ONCE, async ({ page }) => {
  await page.goto("/uploads");
  await signIn(page);
  await expect(heading(page, texts.uploads.title)).toBeVisible();
  await expect(page.getByText(texts.uploads.loading)).toBeHidden();
  const tokens: (string | undefined)[] = [];
  await page.route(/\/uploads\?/, async (route) => {
    if (route.request().method() !== "GET") return route.fallback();
    tokens.push(route.request().headers().authorization);
    if (tokens.length > 1) return route.fallback();
    return route.fulfill({
      status: 401,
      headers: { "Access-Control-Allow-Origin": "*" },
      json: { message: "Unauthorized" },
    });
  });
  await link(page, texts.app.upload).click();
  await link(page, texts.app.myUploads).click();
  await expect.poll(() => tokens.length).toBe(2);
  expect(tokens[1]).not.toBe(tokens[0]);
  await expect(heading(page, texts.uploads.title)).toBeVisible();
  await expect(page.getByText(texts.auth.notices.expired)).toBeHidden();
});

test("two quick presses save the settings once", ONCE, async ({ page }) => {
  await openAsAdmin(page, "/settings");
  let sent = 0;
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/settings")) sent += 1;
  });
  await page.getByRole("button", { name: texts.settings.save }).dblclick();
  await expect(page.getByText(texts.settings.saved)).toBeVisible();
  await expect(page.getByText(texts.settings.changedTitle)).toBeHidden();
  expect(sent).toBe(1);
});

test("capitals in an address are no other address", ONCE, async ({ page }) => {
  const { email, password } = demoOperator();
  await page.goto("/");
  await signIn(page, { email: email.toUpperCase(), password });
  await expect(heading(page, texts.upload.title)).toBeVisible();
});
