import { expect, test, type Browser, type Page } from "@playwright/test";

import { en as texts } from "../src/lib/texts/en/index.ts";
import { expectAccessible } from "./accessible.ts";
import { ONCE, choosePhotos, heading, look, openAsOperator, openUploadPage, plates, STREETS } from "./person.ts";
import { drawScene } from "./scenes.ts";

const { insights, live, review } = texts;

/** What is new shows within so much, as the docs say; the rest is the machine that runs the stack and the test. */
const SOON_MS = 15_000;

const another = async (browser: Browser): Promise<Page> =>
  (await browser.newContext({ locale: "en-US", viewport: { width: 1280, height: 800 } })).newPage();

/** Somebody else uploads a photo of two vehicles; the further one's plate needs review. */
async function uploadElsewhere(driver: Page): Promise<void> {
  await choosePhotos(driver, drawScene({ ...STREETS.watching, width: 1600, height: 900 }));
  await expect(plates(driver)).toHaveCount(2);
}

const countOf = async (page: Page, label: string): Promise<number> =>
  Number.parseInt(
    (await page.getByText(label, { exact: true }).first().locator("xpath=following-sibling::dd").textContent()) ?? "0",
  );

test(
  "a read that somebody else's photo gives shows in Reads, at the way to Review and in Insights without a reload",
  ONCE,
  async ({ page, browser }) => {
    const driver = await another(browser);
    await openUploadPage(driver);
    await openAsOperator(page, "/reads");
    await expect(heading(page, texts.reads.title)).toBeVisible();
    const counted = await another(browser);
    await openAsOperator(counted, "/insights?days=1");
    await expect(heading(counted, insights.title)).toBeVisible();
    await expect(counted.getByText(insights.loading)).toHaveCount(0);
    const empty = await counted.getByText(insights.empty).isVisible();
    const before = empty ? 0 : await countOf(counted, insights.figures.photos);
    const shown = page.getByRole("link", { name: STREETS.watching.plate, exact: true });
    await expect(shown).toHaveCount(0);

    await uploadElsewhere(driver);

    await expect(shown.first()).toBeVisible({ timeout: SOON_MS });
    await expect(page.getByLabel(new RegExp(live.waitingFor("[0-9+]+")))).toBeVisible({ timeout: SOON_MS });
    await expect.poll(() => countOf(counted, insights.figures.photos), { timeout: SOON_MS }).toBeGreaterThan(before);
    await expectAccessible(page);
    await expectAccessible(counted);

    await test.step("Review says how many wait, and by when photos count can be changed", async () => {
      await page.getByRole("link", { name: texts.app.review }).click();
      await expect(heading(page, review.title).locator("..")).toContainText(/\d+\+? waiting/);
      await expectAccessible(page);
      await counted.getByRole("button", { name: insights.by.arrival }).click();
      await expect(counted.getByText(insights.how.arrival)).toBeVisible();
    });

    await test.step("what was done in Review is there after a reload", async () => {
      const item = page.getByRole("region", { name: review.item });
      await expect(item).toBeVisible();
      await look(page);
      await item
        .getByRole("button", { name: /^Confirm \S+$/ })
        .first()
        .click();
      const summary = page.getByRole("region", { name: review.summary });
      await expect(summary).toContainText(new RegExp(`${review.done}1`));
      await expect(summary).toContainText(new RegExp(`${review.sending}0`));
      await page.reload();
      await expect(summary).toContainText(new RegExp(`${review.done}1`));
      await page.getByRole("button", { name: review.undo }).click();
      await expect(summary).toContainText(new RegExp(`${review.done}0`));
    });
  },
);
