import { expect, test, type Locator, type Page } from "@playwright/test";

import { en as texts } from "../src/lib/texts/en/index.ts";
import { expectAccessible } from "./accessible.ts";
import { choosePhotos, heading, look, ONCE, openAsOperator, openUploadPage, STREETS, uploadTwo } from "./person.ts";
import { drawScene } from "./scenes.ts";

const { read: t, review, why } = texts;

const PLATE = "7ABC123";

/** Has a Californian plate read, and goes to the page about it. */
async function openReadPage(page: Page): Promise<void> {
  await openUploadPage(page);
  await choosePhotos(page, drawScene({ plate: PLATE, style: "us" }));
  await page.getByRole("link", { name: texts.photo.howRead(PLATE) }).click();
  await expect(heading(page, PLATE)).toBeVisible();
}

const rowOf = (page: Page, text: string): Locator =>
  page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: text, exact: true }) });

const naturalWidth = (photo: Locator): Promise<number> =>
  photo.evaluate((image: HTMLImageElement) => image.naturalWidth);

test("a plate's page shows its characters, what else it might be, and why", async ({ page }) => {
  await openReadPage(page);
  const characters = page.getByRole("list", { name: t.characters }).getByRole("listitem");
  await expect(characters).toHaveCount(PLATE.length);
  await expect(characters.locator(":scope > b")).toHaveText(Array.from(PLATE));
  await expect(characters.first()).toContainText(/\d+ %/);
  await expect(page.getByRole("list", { name: t.candidates }).getByRole("listitem").first()).toContainText(PLATE);

  await expect(rowOf(page, PLATE)).toContainText(why.taken);
  await expect(rowOf(page, "California")).toContainText(why.refused);
  await expect(rowOf(page, "California")).toContainText(why.reasons.origin);
  await expect(page.locator('[data-fate="taken"]').first()).toBeVisible();

  const closeUp = page.getByRole("img", { name: texts.photo.closeUp(PLATE) });
  await expect.poll(() => naturalWidth(closeUp)).toBe(1280);
  await page.reload();
  await expect(heading(page, PLATE)).toBeVisible();
});

test("the list leads to a plate's page, and that back to its photo", async ({ page }) => {
  await openReadPage(page);
  await page.getByRole("link", { name: texts.app.myUploads }).click();
  await page.getByRole("main").getByRole("listitem").first().getByRole("link", { name: PLATE, exact: true }).click();
  await expect(heading(page, PLATE)).toBeVisible();
  await page.getByRole("link", { name: t.back }).click();
  await expect(page.getByRole("heading", { name: texts.uploads.facts })).toBeVisible();
});

test("the pointer finds a box's row, and a row's box", async ({ page, isMobile }) => {
  test.skip(isMobile, "a finger does not hover");
  await openReadPage(page);
  const box = page.locator("[data-text-id]").first();
  const pointed = page.locator('svg [data-pointed="true"]');
  await rowOf(page, "California").hover();
  await expect(pointed).toHaveAttribute("data-fate", "refused");
  await expect(page.getByRole("img", { name: PLATE }).first(), "the photo stays in sight").toBeInViewport();
  await box.hover({ force: true });
  await expect(page.locator('tr[data-pointed="true"]')).toHaveCount(1);
  await box.click({ force: true });
  await expect(page.locator('tr[data-pointed="true"] button')).toBeFocused();
  for (const text of [PLATE, "California"]) {
    await rowOf(page, text).first().hover();
    await expectAccessible(page);
  }
});

test("the keyboard finds each text in the photo, and hides the refused ones", ONCE, async ({ page }) => {
  await openReadPage(page);
  const boxes = page.locator("[data-text-id]");
  await expect(boxes.first()).toBeAttached();
  const shown = await boxes.count();
  await page.getByRole("checkbox", { name: why.showAll }).focus();
  await page.keyboard.press("Space");
  await expect.poll(() => boxes.count()).toBeLessThan(shown);

  const texts = page.getByRole("rowheader").getByRole("button");
  await texts.first().focus();
  await page.keyboard.press("Tab");
  await expect(texts.nth(1)).toBeFocused();
  await expect(page.locator('svg [data-pointed="true"]')).toHaveAttribute("data-fate", "refused");
  await page.keyboard.press("Enter");
  await expect(page.locator("#photo")).toBeInViewport();
});

test("a finger finds a text in the photo", async ({ page, isMobile }) => {
  test.skip(!isMobile, "a mouse has no finger");
  await openReadPage(page);
  await page.getByRole("rowheader").getByRole("button").nth(1).tap();
  await expect(page.locator('svg [data-pointed="true"]')).toHaveAttribute("data-fate", "refused");
  await expect(page.locator("#photo")).toBeInViewport();
});

test("a photo without a plate says why each text is none", ONCE, async ({ page }) => {
  await openUploadPage(page);
  await choosePhotos(page, drawScene({ plate: "CAUTION", style: "us" }));
  await expect(page.getByText(texts.photo.noPlate, { exact: true })).toBeVisible();
  await page.getByRole("link", { name: texts.upload.details }).click();
  await expect(page.getByRole("heading", { name: why.noReadTitle })).toBeVisible();
  await expect(rowOf(page, "CAUTION").first()).toContainText(why.refused); // its parts were looked at, too
  await expect(rowOf(page, "California").first()).toContainText(why.reasons.origin);
});

test("reasons that cannot be loaded leave the rest", ONCE, async ({ page }) => {
  await page.route("**/explanation", (route) => route.abort());
  await openUploadPage(page);
  await choosePhotos(page, drawScene({ plate: "CAUTION", style: "us" }));
  await page.getByRole("link", { name: texts.upload.details }).click();
  await expect(page.getByText(texts.errors.network)).toBeVisible();
  await expect(page.getByText(texts.photo.noPlate, { exact: true })).toBeVisible();
  await page.unroute("**/explanation");
  await page.getByRole("button", { name: texts.errors.tryAgain }).click();
  await expect(rowOf(page, "CAUTION").first()).toContainText(why.refused); // its parts were looked at, too
});

test(
  "no stray key decides on a read's page, and a decision is changed by a step of its own",
  ONCE,
  async ({ page, browser }) => {
    await uploadTwo(page, "looking");
    const operator = await (await browser.newContext({ locale: "en-US" })).newPage();
    const decisions: string[] = [];
    operator.on("response", (response) => {
      if (response.request().method() !== "POST" || !response.url().endsWith("/review")) return;
      void response.json().then(({ read }: { read: { status: string } }) => decisions.push(read.status));
    });
    await openAsOperator(operator, "/reads?status=needs_review");
    const plate = STREETS.looking.further;
    const link = operator.getByRole("link", { name: plate, exact: true }).first();
    await link.focus();
    await operator.keyboard.press("Enter");
    await operator.keyboard.press("Enter");
    await expect(heading(operator, plate)).toBeVisible();
    await operator.keyboard.press("Enter");
    await look(operator);
    await operator.keyboard.press("Enter");

    await operator
      .getByRole("button", { name: review.confirmPlate(plate) })
      .first()
      .click();
    await expect(operator.getByText(review.decided)).toBeVisible();
    await expect.poll(() => decisions).toEqual(["confirmed"]);
    await look(operator);
    await operator.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    });
    for (const key of ["Enter", "1", "2", "u", "x", "1", "e", "Enter"]) await operator.keyboard.press(key);
    await expect(operator.getByRole("button", { name: review.reject })).toHaveCount(0);

    await operator.getByRole("button", { name: review.changeDecision }).click();
    await look(operator);
    await operator.keyboard.press("x");
    await operator.keyboard.press("5");
    const history = operator.getByRole("list", { name: review.history });
    await expect(history).toContainText(review.historyOf.reject(review.reasons.other));
    await expect.poll(() => decisions).toEqual(["confirmed", "rejected"]);
    await expectAccessible(operator);
    await operator.context().close();
  },
);
