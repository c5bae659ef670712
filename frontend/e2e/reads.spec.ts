import { expect, test, type Locator, type Page } from "@playwright/test";

import { en as texts } from "../src/lib/texts/en/index.ts";
import { exportCsv, openAsOperator, plates, uploadTwo } from "./person.ts";

const { reads: t, bulk } = texts;
const { white } = texts.photo.colours.names;

const rowOf = (page: Page, plate: string): Locator => page.getByRole("row").filter({ hasText: plate });

async function search(page: Page, plate: string): Promise<void> {
  await page.getByLabel(t.fields.plate, { exact: true }).fill(plate);
  await page.getByRole("button", { name: t.search, exact: true }).click();
}

test("a part of a plate finds it, and several reads are rejected, taken back and exported at once", async ({
  page,
  browser,
}) => {
  await uploadTwo(page, "choosing");
  const [first = "", second = ""] = await plates(page).allInnerTexts();
  const context = await browser.newContext({ locale: "en-US", timezoneId: "Asia/Tokyo" });
  const operator = await context.newPage();
  await openAsOperator(operator, "/reads");

  await test.step("found by a part, with a word about it", async () => {
    await search(operator, first.slice(1, 5));
    await expect(rowOf(operator, first).first()).toBeVisible();
    await expect(operator.getByText(t.asPart(first.slice(1, 5)))).toBeVisible();
    await operator.getByRole("button", { name: t.clear, exact: true }).click();
    await expect(rowOf(operator, second).first()).toBeVisible();
  });

  await test.step("chosen, rejected for one reason, and taken back", async () => {
    for (const plate of [first, second]) await rowOf(operator, plate).first().getByRole("checkbox").check();
    await operator.getByRole("button", { name: bulk.reject, exact: true }).click();
    const dialog = operator.getByRole("dialog");
    await dialog.getByRole("radio", { name: texts.review.reasons.duplicate }).check();
    await dialog.getByRole("button", { name: bulk.reject, exact: true }).click();
    await expect(operator.getByText(bulk.rejected(2))).toBeVisible();
    await expect(rowOf(operator, first).first()).toContainText(texts.photo.readStatuses.rejected);
    await operator.getByRole("button", { name: bulk.undo, exact: true }).click();
    await expect(operator.getByText(bulk.undone(2))).toBeVisible();
    await expect(rowOf(operator, first).first()).not.toContainText(texts.photo.readStatuses.rejected);
  });

  await test.step("exported alone, with the local time, the photo's name and the way back", async () => {
    const file = await exportCsv(operator, operator.getByRole("group", { name: bulk.bar }));
    const lines = file.trimEnd().split("\r\n");
    expect(lines).toHaveLength(3);
    for (const plate of [first, second]) {
      const line = lines.find((one) => one.includes(`,${plate},`)) ?? "";
      expect(line).toMatch(/,Asia\/Tokyo,UTC\+09:00,/);
      expect(line).toMatch(/\.jpg,,,http\S+\/reads\/\w+-\d$/);
    }
  });

  await test.step("found by the plate's background, which stands beside them", async () => {
    await operator.getByRole("button", { name: t.moreFilters }).click();
    await operator.getByRole("button", { name: new RegExp(t.fields.plateGround) }).click();
    await operator.getByRole("option", { name: white }).click();
    await operator.getByRole("button", { name: t.search, exact: true }).click();
    await expect(operator).toHaveURL(/plate_ground=white/);
    await expect(rowOf(operator, first).first()).toContainText(white, { ignoreCase: true });
    await operator.getByRole("button", { name: t.clearFilters, exact: true }).click();
    await expect(operator).not.toHaveURL(/plate_ground/);
  });

  await test.step("oldest first", async () => {
    await operator.getByRole("button", { name: new RegExp(t.order) }).click();
    await operator.getByRole("option", { name: t.orders.oldest }).click();
    await expect(operator).toHaveURL(/order=oldest/);
    await expect(operator.getByRole("row").nth(1)).toBeVisible();
  });
  await context.close();
});
