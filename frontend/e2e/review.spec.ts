import { expect, test } from "@playwright/test";

import { en as texts } from "../src/lib/texts/en/index.ts";
import { exportCsv, heading, newPlate, ONCE, openAsOperator, openUploadPage, skipTo, uploadTwo } from "./person.ts";

const { review: t, reads } = texts;

test("what the machine was unsure of is corrected from the keyboard, found, seen in its history and exported", async ({
  page,
  browser,
}) => {
  const corrected = newPlate();
  await uploadTwo(page, "correcting");
  const doubtful = await page
    .getByRole("listitem")
    .filter({ hasText: texts.photo.readStatuses.needs_review })
    .locator("strong")
    .last()
    .innerText();

  const context = await browser.newContext({ locale: "en-US" });
  const operator = await context.newPage();
  const addresses: string[] = [];
  operator.on("request", (request) => addresses.push(request.url()));
  await openAsOperator(operator, "/review");
  const item = operator.getByRole("region", { name: t.item });
  await expect(item).toBeVisible();

  await test.step("from the keyboard alone", async () => {
    await skipTo(operator, doubtful);
    const wholePhoto = item.getByRole("img", { name: /whole photo/ });
    await expect.poll(() => wholePhoto.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1600);
    await operator.keyboard.press("e");
    await expect(operator.getByLabel(t.editLabel)).toBeFocused();
    await operator.keyboard.press("ControlOrMeta+a");
    await operator.keyboard.type(corrected.toLowerCase());
    await operator.keyboard.press("Enter");
    await expect(operator.getByText(t.spoken.correct(doubtful, corrected))).toBeVisible();
    await operator.keyboard.press("u");
    await expect(operator.getByText(t.spoken.undone(doubtful))).toBeVisible();
    await operator.keyboard.press("e");
    await operator.keyboard.press("ControlOrMeta+a");
    await operator.keyboard.type(corrected);
    await operator.keyboard.press("Enter");
    const summary = operator.getByRole("region", { name: t.summary });
    await expect(summary).toContainText(new RegExp(`${t.corrected}1`));
    await expect(summary).toContainText(new RegExp(`${t.sending}0`));
  });

  await test.step("found by a search for nearly the same plate", async () => {
    await operator.getByRole("link", { name: texts.app.reads, exact: true }).click();
    await expect(heading(operator, reads.title)).toBeVisible();
    await operator.getByLabel(reads.fields.plate, { exact: true }).fill(corrected.replace("B", "8"));
    await operator.getByRole("button", { name: reads.matches.exact }).click();
    await operator.getByRole("option", { name: reads.matches.fuzzy }).click();
    await operator.getByRole("button", { name: reads.search, exact: true }).click();
    const row = operator.getByRole("row").filter({ hasText: corrected });
    await expect(row).toContainText(t.readAs(doubtful));
    await expect(row).toContainText(reads.closeness.confusable);
    await operator.reload();
    await expect(row).toContainText(texts.photo.readStatuses.corrected);
  });

  await test.step("exported", async () => {
    const file = await exportCsv(operator);
    expect(file.split("\r\n")[0]).toContain("plate,read_as");
    expect(file).toContain(`${corrected},${doubtful},corrected`);
  });

  await test.step("seen in the plate's history and on the read's page", async () => {
    const row = operator.getByRole("row").filter({ hasText: corrected });
    await row.getByRole("link", { name: reads.allSightings }).click();
    await expect(heading(operator, texts.plate.title)).toBeVisible();
    await expect(operator.getByRole("row").filter({ hasText: t.readAs(doubtful) })).toHaveCount(1);
    await operator.getByRole("link", { name: corrected, exact: true }).click();
    await expect(operator.getByRole("list", { name: t.history }).getByRole("listitem")).toHaveCount(3);
  });

  await context.close();
  // What stands after the # is not in any request: no plate may be in an address that a server sees.
  expect(addresses.filter((address) => [doubtful, corrected].some((plate) => address.includes(plate)))).toEqual([]);

  await page.reload();
  await page.getByRole("link", { name: texts.app.myUploads }).click();
  const tile = page.getByRole("main").getByRole("listitem").first();
  await expect(tile).toContainText(corrected);
  await expect(tile).toContainText(t.readAs(doubtful));
});

test("the edit of a plate survives a reload", ONCE, async ({ page, browser }) => {
  await uploadTwo(page, "editing");
  const context = await browser.newContext();
  const operator = await context.newPage();
  await openAsOperator(operator, "/review");
  await expect(operator.getByRole("region", { name: t.item })).toBeVisible();
  await operator.keyboard.press("e");
  await operator.keyboard.press("ControlOrMeta+a");
  await operator.keyboard.type("TYPED1");
  await operator.reload();
  await expect(operator.getByLabel(t.editLabel)).toHaveValue("TYPED1");
  await operator.keyboard.press("Escape");
  await expect(operator.getByRole("button", { name: t.edit })).toBeVisible();
  await context.close();
});

test("a plain user has no way to the operators' pages", ONCE, async ({ page }) => {
  await openUploadPage(page);
  await expect(page.getByRole("link", { name: texts.app.review })).toHaveCount(0);
  for (const path of ["/review", "/reads", "/plates"]) {
    await page.goto(path);
    await expect(heading(page, texts.operators.only)).toBeVisible();
  }
});
