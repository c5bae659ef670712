import { expect, test, type Locator, type Page } from "@playwright/test";

import { en as texts } from "../src/lib/texts/en/index.ts";
import { expectAccessible } from "./accessible.ts";
import { ONCE, choosePhotos, heading, look, newPlate, openAsOperator, openUploadPage, plates } from "./person.ts";
import { drawScene } from "./scenes.ts";

const { missed: t, review, reads } = texts;

const emptyPhoto = (): string => drawScene({ plate: "NOPLATE", style: "none" });

/** Draws a box over the middle of a photo, from its lower right corner on. */
async function drawOver(page: Page, photo: Locator): Promise<void> {
  await photo.scrollIntoViewIfNeeded();
  const box = await photo.boundingBox();
  if (box === null) throw new Error("The photo is not shown.");
  await page.mouse.move(box.x + box.width * 0.75, box.y + box.height * 0.75);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.6, { steps: 4 });
  await page.mouse.up();
}

async function uploadEmpty(page: Page): Promise<void> {
  await openUploadPage(page);
  await choosePhotos(page, emptyPhoto());
  await expect(page.getByText(texts.photo.noPlate, { exact: true })).toBeVisible();
}

test("a driver types a plate that was missed, with a box around it, and takes it back", async ({ page }) => {
  const [first, second] = [newPlate(), newPlate()];
  await uploadEmpty(page);
  await page.getByRole("button", { name: t.type }).click();
  await drawOver(page, page.getByRole("img", { name: /You can draw a box/ }));
  await expect(page.getByText(t.boxDrawn)).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel(review.editLabel).fill(`${first}!`);
  await page.getByRole("button", { name: review.save }).click();
  await expect(
    page
      .getByRole("alert")
      .or(page.getByText(/cannot/))
      .first(),
  ).toBeVisible();
  await page.getByLabel(review.editLabel).fill(first.toLowerCase());
  await page.keyboard.press("Enter");
  await expect(page.getByText(t.savedForReview(first))).toBeVisible();
  await expect(plates(page)).toHaveText([first]);
  await expect(page.getByText(t.readers.you)).toBeVisible();

  await page.getByRole("button", { name: review.undo }).click();
  await expect(page.getByText(t.takenBack(first))).toBeVisible();
  await expect(plates(page)).toHaveCount(0);

  await test.step("on the photo's own page, from the keyboard, without a box", async () => {
    await page.getByRole("link", { name: texts.upload.details }).click();
    // The page before it has a button of that name, too.
    await expect(page.getByRole("heading", { name: texts.uploads.facts })).toBeVisible();
    await page.getByRole("button", { name: t.type }).press("Enter");
    await page.keyboard.type(second);
    await page.keyboard.press("Enter");
    await expect(page.getByText(t.savedForReview(second))).toBeVisible();
    await page.reload();
    await expect(plates(page)).toHaveText([second]);
    await expectAccessible(page);
  });
});

test("a driver says that a read is wrong, and an operator sees it", async ({ page, browser }) => {
  await openUploadPage(page);
  await choosePhotos(page, drawScene({ plate: "ABC1234" }));
  await page.getByRole("button", { name: t.wrongOf("ABC1234") }).click();
  await expect(page.getByText(t.doubted)).toBeVisible();
  await expect(page.getByText(t.doubted)).toHaveCSS("word-break", "normal"); // no word is broken on a phone
  await expect(page.getByText(texts.photo.readStatuses.needs_review, { exact: true })).toBeVisible();
  await expectAccessible(page);
  const address = await page
    .getByRole("link", { name: texts.photo.howRead("ABC1234") })
    .first()
    .getAttribute("href");

  const context = await browser.newContext({ locale: "en-US" });
  const operator = await context.newPage();
  await openAsOperator(operator, address ?? "");
  await expect(operator.getByText(t.doubtedByUploader)).toBeVisible();
  await expect(operator.getByRole("list", { name: review.history })).toContainText(t.historyOf.doubt);
  await context.close();

  await page.getByRole("button", { name: review.undo }).click();
  await expect(page.getByRole("button", { name: t.wrongOf("ABC1234") })).toBeVisible();
});

test("an operator works through photos without a plate from the keyboard", ONCE, async ({ page, browser }) => {
  const plate = newPlate();
  await uploadEmpty(page);
  const context = await browser.newContext({ locale: "en-US", viewport: page.viewportSize() });
  const operator = await context.newPage();
  await openAsOperator(operator, "/review?queue=no_plate");
  const item = operator.getByRole("region", { name: t.queue.item });
  await expect(item).toBeVisible();
  await expectAccessible(operator);

  await test.step("there is none, and that is taken back", async () => {
    await expect(async () => {
      await operator.keyboard.press("x");
      await expect(operator.getByText(/: there is no plate\./)).toBeVisible({ timeout: 1000 });
    }).toPass();
    await operator.keyboard.press("u");
    await expect(operator.getByText(/ is back\./)).toBeVisible();
  });

  await test.step("typed, with a box that is drawn first", async () => {
    const photo = item.getByRole("img", { name: /You can draw a box/ });
    await expect.poll(() => photo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
    await drawOver(operator, photo);
    await expect(operator.getByLabel(review.editLabel)).toBeFocused();
    await expectAccessible(operator);
    await operator.keyboard.type(plate);
    await operator.keyboard.press("Enter");
    await expect(operator.getByText(t.saved(plate))).toBeVisible();
    await expect(operator.getByLabel(texts.app.deciding(1))).toHaveCount(0);
  });

  await test.step("found by a search, as typed by a person", async () => {
    await operator.goto(`/reads#plate=${plate}`);
    await expect(heading(operator, reads.title)).toBeVisible();
    await expect(operator.getByText(plate).first()).toBeVisible();
    await expect(operator.getByText(t.byPerson).first()).toBeVisible();
  });
  await context.close();
});

test("two clicks, 250 ms apart, judge one photo without a plate", async ({ page, browser, isMobile }) => {
  await openUploadPage(page);
  await choosePhotos(page, ...[1280, 1000].map((width) => drawScene({ plate: "NOPLATE", style: "none", width })));
  await expect(page.getByText(texts.photo.noPlate, { exact: true })).toHaveCount(2);

  const context = await browser.newContext({ viewport: page.viewportSize(), isMobile, hasTouch: isMobile });
  const operator = await context.newPage();
  const judged: string[] = [];
  operator.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/no-plate")) judged.push(request.url());
  });
  await openAsOperator(operator, "/review?queue=no_plate");
  const none = operator.getByRole("button", { name: t.queue.none });
  const photo = operator.getByRole("img", { name: /You can draw a box/ });
  await expect(none).toBeVisible();
  await look(operator);
  const [first, place] = [await photo.getAttribute("src"), await none.boundingBox()];
  if (place === null) throw new Error("The button is not shown.");
  const press = async (): Promise<void> => {
    const [x, y] = [place.x + place.width / 2, place.y + place.height / 2];
    await (isMobile ? operator.touchscreen.tap(x, y) : operator.mouse.click(x, y));
  };
  await press();
  await operator.waitForTimeout(250);
  await press();
  await expect.poll(() => photo.getAttribute("src")).not.toBe(first);
  await look(operator);
  expect(judged).toHaveLength(1);
  expect(await none.boundingBox()).toEqual(place);
  await press();
  await expect.poll(() => judged.length).toBe(2);
  await context.close();
});
