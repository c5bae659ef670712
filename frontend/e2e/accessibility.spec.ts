import { randomUUID } from "node:crypto";

import { expect, test, type Page } from "@playwright/test";

import { en as texts } from "../src/lib/texts/en/index.ts";
import { vi } from "../src/lib/texts/vi/index.ts";
import { expectAccessible } from "./accessible.ts";
import {
  choosePhotos,
  heading,
  newEmail,
  ONCE,
  openAsAdmin,
  openAsOperator,
  openUploadPage,
  plates,
  signUp,
  STREETS,
  uploadTwo,
} from "./person.ts";
import { drawScene } from "./scenes.ts";

/** Everything that the page's own policy refused, or that went wrong in it. */
function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("status of 404")) complaints.push(message.text());
  });
  return complaints;
}

test("the pages before the sign-in", async ({ page }) => {
  const complaints = complaintsOf(page);
  const pages = [
    ["/sign-in", texts.auth.signInTitle],
    ["/sign-up", texts.auth.signUpTitle],
    ["/forgotten-password", texts.auth.resetTitle],
    ["/nowhere", texts.notFound.title],
  ] as const;
  for (const [path, title] of pages) {
    await page.goto(path);
    await expect(heading(page, title)).toBeVisible();
    await expectAccessible(page);
  }
  await page.goto("/sign-up");
  await page.getByRole("button", { name: texts.auth.signUp }).click();
  await expect(page.getByText(texts.auth.missing(texts.auth.email))).toBeVisible();
  await expectAccessible(page);
  await signUp(page, newEmail());
  await expect(page.getByRole("button", { name: texts.auth.useCode })).toBeVisible();
  await expectAccessible(page);
  expect(complaints).toEqual([]);
});

test("the pages after the sign-in", async ({ page }) => {
  const complaints = complaintsOf(page);
  await openUploadPage(page);
  await expectAccessible(page);
  await choosePhotos(page, drawScene({ plate: "ABC1234" }), {
    name: "notes.jpg",
    mimeType: "image/jpeg",
    buffer: Buffer.from("I am a text, whatever my name says."),
  });
  await expect(plates(page)).toHaveText(["ABC1234"]);
  await expectAccessible(page);

  await page.getByRole("link", { name: texts.upload.details }).click();
  await expect(page.getByRole("heading", { name: texts.uploads.facts })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("link", { name: texts.photo.howRead("ABC1234") }).click();
  await expect(heading(page, "ABC1234")).toBeVisible();
  await expect(page.getByRole("row")).not.toHaveCount(0);
  await expectAccessible(page);

  await page.getByRole("link", { name: texts.app.myUploads }).click();
  await expect(page.getByRole("main").getByRole("listitem").first()).toBeVisible();
  await expectAccessible(page);

  await page.goto("/uploads/nobody-has-this");
  await expect(heading(page, texts.uploads.notFound)).toBeVisible();
  await expectAccessible(page);

  await page.goto("/reads/nobody-has-this");
  await expect(heading(page, texts.read.notFound)).toBeVisible();
  await expectAccessible(page);
  expect(complaints).toEqual([]);
});

/** The operators' pages, one after the other. */
async function expectOperatorsPagesAccessible(page: Page, plate: string): Promise<void> {
  await openAsOperator(page, "/review");
  await expect(page.getByRole("region", { name: texts.review.item })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("x");
  await expect(page.getByText(texts.review.reasonsTitle)).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("e");
  await expect(page.getByLabel(texts.review.editLabel)).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");

  await page.goto("/reads?least_confidence=0.01");
  await expect(page.getByRole("row").nth(1)).toBeVisible();
  await expectAccessible(page);
  await page
    .getByRole("checkbox", { name: /^Select B/ })
    .first()
    .check();
  await expect(page.getByRole("group", { name: texts.bulk.bar })).toBeVisible();
  await expectAccessible(page);
  for (const button of [texts.bulk.reject, texts.bulk.delete]) {
    await page.getByRole("button", { name: button, exact: true }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press("Escape");
  }
  await page.getByRole("button", { name: texts.reads.export, exact: true }).first().click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.goto("/reads#plate=*&match=pattern");
  await page.reload();
  await expect(page.getByText(texts.reads.wrong.plate)).toBeVisible();
  await expectAccessible(page);

  await page.goto(`/plates#${plate}`);
  await expect(page.getByRole("row").nth(1)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("row").nth(1).getByRole("link", { name: plate, exact: true }).click();
  await expect(page.getByRole("heading", { name: texts.review.decide })).toBeVisible();
  await expectAccessible(page);
}

test("the operators' pages", async ({ page, browser }) => {
  const complaints = complaintsOf(page);
  await uploadTwo(page, "looking");
  const context = await browser.newContext();
  const operator = await context.newPage();
  await expectOperatorsPagesAccessible(operator, STREETS.looking.plate);
  await context.close();
  expect(complaints).toEqual([]);
});

const LOOKED_AT = [
  ["/now", texts.now.title],
  ["/visits", texts.visits.title],
  ["/visits/nobody-has-this", texts.visit.notFound],
  ["/review?queue=questions", texts.review.title],
  ["/sites/nobody-has-this/occupancy", texts.siteParking.notFound],
  ["/insights", texts.insights.byHour],
  ["/insights?from=2020-01-01&to=2020-01-02", texts.insights.empty],
  ["/cameras", texts.cameras.title],
  ["/lists", texts.lists.title],
  ["/channels", texts.channels.title],
  ["/account", texts.account.title],
  ["/people", texts.people.title],
  ["/audit", texts.audit.title],
  ["/settings", texts.settings.title],
] as const;

test("the pages of administrators", async ({ page }) => {
  const complaints = complaintsOf(page);
  await openAsAdmin(page, "/audit");
  await expect(page.getByRole("row").nth(1)).toBeVisible();
  for (const [path, title] of LOOKED_AT) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: title, exact: true })).toBeVisible();
    await expectAccessible(page);
  }
  await page.getByRole("button", { name: texts.settings.save }).waitFor();
  await expectAccessible(page);
  expect(complaints).toEqual([]);
});

test("a site, a camera there, and its secret", async ({ page }) => {
  const { cameras: t } = texts;
  const complaints = complaintsOf(page);
  // As long as a name may be, nearly, and without a place to break at: no page may be wider than a phone for it.
  const name = `${randomUUID()}${randomUUID()}`.replaceAll("-", "x");
  await openAsAdmin(page, "/cameras");
  await page.getByRole("button", { name: t.addSite }).click();
  await page.getByLabel(t.site.name, { exact: true }).fill(name);
  await expectAccessible(page);
  await page.getByRole("dialog").getByRole("button", { name: t.save }).click();
  const site = page.getByRole("heading", { level: 2, name });
  await expect(site).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: t.addCameraAt(name) }).click();
  await expect(heading(page, t.form.newTitle)).toBeVisible();
  await page.getByRole("button", { name: t.form.more }).click();
  await page.getByRole("button", { name: t.form.addWord }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: t.form.removeWord("") }).click();
  await page.getByLabel(t.form.name, { exact: true }).fill("Gate 2");
  await page.getByRole("button", { name: t.save }).click();
  await page.getByRole("button", { name: t.secrets.make }).click();
  await expect(page.getByText(t.secrets.shownHelp)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: t.secrets.rotate }).click();
  await expectAccessible(page);
  expect(complaints).toEqual([]);
});

/** Every page behind the sign-in, by what shows that it has come. */
const PAGES = [
  ["/", texts.upload.title],
  ["/uploads", texts.app.myUploads],
  ["/account", texts.account.title],
  ["/review", texts.review.title],
  ["/reads", texts.reads.title],
  ["/plates#ABC1234", texts.plate.title],
  ["/plates/dossier#ABC1234", texts.dossier.title],
  ["/insights", texts.insights.title],
  ["/cameras", texts.cameras.title],
  ["/now", texts.now.title],
  ["/visits", texts.visits.title],
  ["/review?queue=questions", texts.review.title],
  ["/alerts", texts.alerts.title],
  ["/lists", texts.lists.title],
  ["/channels", texts.channels.title],
  ["/people", texts.people.title],
  ["/audit", texts.audit.title],
  ["/settings", texts.settings.title],
] as const;

/** How wide a page is at most, its margins too: longer lines of text are hard to follow (`--pb-page-width`). */
const WIDEST_PIXELS = 2432;

/** Has a page fit a large screen: it uses the room, in the middle, and is as accessible as elsewhere. */
async function expectFillsScreen(page: Page): Promise<void> {
  await expectAccessible(page);
  const box = await page.getByRole("main").boundingBox();
  const screen = page.viewportSize();
  if (box === null || screen === null) throw new Error("There is no page, or no window.");
  expect(box.width).toBeGreaterThan(screen.width / 2);
  expect(box.width).toBeLessThanOrEqual(WIDEST_PIXELS);
  expect(Math.abs(box.x - (screen.width - box.x - box.width)), "pixels off the middle").toBeLessThan(20);
}

test("every page fills a 4K screen", ONCE, async ({ page }) => {
  await page.setViewportSize({ width: 3840, height: 2160 });
  await openAsAdmin(page, "/");
  await choosePhotos(page, drawScene({ plate: "ABC1234" }));
  await expect(plates(page)).toHaveText(["ABC1234"]);
  await page.getByRole("link", { name: texts.upload.details }).click();
  await page.getByRole("link", { name: texts.photo.howRead("ABC1234") }).click();
  await expect(heading(page, "ABC1234")).toBeVisible();
  await expectFillsScreen(page);
  for (const [path, title] of PAGES) {
    await page.goto(path);
    await expect(heading(page, title)).toBeVisible();
    await expectFillsScreen(page);
  }
});

test("the language is the system's, and can be chosen", async ({ browser }) => {
  const context = await browser.newContext({ locale: "vi-VN" });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await expect(heading(page, vi.auth.signInTitle)).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "vi");
  await expectAccessible(page);
  await page.getByRole("button", { name: "English" }).click();
  await expect(heading(page, texts.auth.signInTitle)).toBeVisible();
  await page.reload();
  await expect(heading(page, texts.auth.signInTitle)).toBeVisible();
  await context.close();
});

test("the keyboard skips to the content, and a chosen theme stays", ONCE, async ({ page }) => {
  await page.goto("/sign-in");
  await expect(heading(page, texts.auth.signInTitle)).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: texts.app.skip })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel(texts.auth.email)).toBeFocused();

  await page.getByRole("button", { name: texts.app.theme }).click();
  await page.getByRole("menuitemcheckbox", { name: texts.app.themes.dark }).click();
  await page.reload();
  await expect(page.locator("body")).toHaveClass(/awsui-dark-mode/);
});
