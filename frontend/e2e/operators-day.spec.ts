import { join } from "node:path";

import { expect, test, type Browser, type Page } from "@playwright/test";

import { en as texts } from "../src/lib/texts/en/index.ts";
import { expectAccessible } from "./accessible.ts";
import {
  choosePhotos,
  exportCsv,
  heading,
  look,
  newPlate,
  openAsAdmin,
  openAsOperator,
  openUploadPage,
  plates,
} from "./person.ts";
import { drawStreets } from "./scenes.ts";
import { PROJECT_ROOT } from "./stack.ts";

const { review, reads, deletion, audit, missed } = texts;

const PHOTOS = 20;
/** One machine reads all photos, one after the other. */
const READ_WITHIN_MS = 900_000;

/** Where pictures for the docs go; without it none are made. */
const PICTURES = process.env.PLATEBOOK_PICTURES;

const WINDOW = { width: 1280, height: 800 };

/** What README shows: a whole card of a photo, and a list on a phone. */
const [TALL, PHONE] = [
  { width: 1280, height: 1340 },
  { width: 390, height: 844 },
];

/** Looks at a page with axe, and shows it in the docs where that is asked for. */
async function lookAt(page: Page, name: string, size = WINDOW): Promise<void> {
  await page.setViewportSize(size);
  await expectAccessible(page);
  if (PICTURES === undefined) return;
  await page.emulateMedia({ colorScheme: "light" });
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: join(PROJECT_ROOT, PICTURES, `${name}.jpg`), type: "jpeg", quality: 75 });
}

const [LETTERS, DIGITS] = ["ABCDEFHJKLMNPRTUVWXYZ", "234679"];

/** The plates of the twenty photos, each of them another; the same in every run, so that the machine reads the same. */
const plate = (at: number): string => {
  const digits = [at + 1, Math.floor(at / 6) + 2, Math.floor(at / 36) + 4].map(
    (place) => DIGITS[place % DIGITS.length],
  );
  const letters = [at + 3, 2 * at + 7, 5 * at + 11].map((place) => LETTERS[place % LETTERS.length]);
  return ["B", ...digits, ...letters].join("");
};

async function uploadAll(page: Page): Promise<void> {
  const [first = "", ...others] = drawStreets(
    Array.from({ length: PHOTOS }, (_, at) => [plate(2 * at), plate(2 * at + 1)]),
  );
  await openUploadPage(page);
  await choosePhotos(page, first);
  await expect(plates(page)).toHaveCount(2);
  await lookAt(page, "upload", TALL);
  await choosePhotos(page, ...others);
  const again = page.getByRole("button", { name: /failed photos? again/ });
  await expect(async () => {
    // As people do where the network, or a busy machine, let a photo down.
    if (await again.isVisible()) await again.click();
    await expect(page.getByText(texts.upload.allSent(PHOTOS, PHOTOS)).first()).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: READ_WITHIN_MS });
  const details = page.getByRole("link", { name: texts.upload.details });
  await expect(details).toHaveCount(PHOTOS, { timeout: READ_WITHIN_MS });
  await lookAt(page, "console-upload");
  await expect(page.getByText(texts.photo.statuses.processing)).toHaveCount(0, { timeout: READ_WITHIN_MS });
  await page.getByRole("link", { name: texts.app.myUploads }).click();
  await expect(page.getByRole("main").getByRole("listitem")).not.toHaveCount(0);
  await lookAt(page, "uploads-phone", PHONE);
}

/** Decides on everything in the queue by key: the first plate is corrected, all others are confirmed. */
async function reviewAll(page: Page, corrected: string): Promise<string> {
  await openAsOperator(page, "/review");
  const confirm = page
    .getByRole("region", { name: review.item })
    .getByRole("button", { name: /^Confirm \S+$/ })
    .first();
  await expect(confirm).toBeVisible();
  // Plates that people typed are decided on first; what is corrected here is the machine's.
  const typed = page.getByRole("region", { name: review.item }).getByText(missed.readBy);
  await expect(async () => {
    if (await typed.isVisible()) await page.keyboard.press("Enter");
    await expect(typed).toBeHidden({ timeout: 1000 });
  }).toPass();
  await lookAt(page, "console-review");
  await look(page);
  const readAs = /^Confirm (\S+)/.exec((await confirm.textContent()) ?? "")?.[1] ?? "";
  expect(readAs).not.toBe("");
  await page.keyboard.press("e");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(corrected);
  await page.keyboard.press("Enter");
  const nothing = page.getByText(review.empty, { exact: true }).first();
  await expect(async () => {
    if (await confirm.isVisible()) await page.keyboard.press("Enter");
    await expect(nothing).toBeVisible({ timeout: 300 });
  }).toPass({ intervals: [10], timeout: READ_WITHIN_MS });
  const summary = page.getByRole("region", { name: review.summary });
  await expect(summary).toContainText(new RegExp(`${review.sending}0`));
  await expect(summary).toContainText(new RegExp(`${review.corrected}1`));
  const done = Number(new RegExp(`${review.done}(\\d+)`).exec((await summary.textContent()) ?? "")?.[1]);
  expect(done).toBeGreaterThanOrEqual(PHOTOS);
  await lookAt(page, "console-review-done");
  return readAs;
}

async function findNearly(page: Page, plate: string): Promise<void> {
  await page.goto("/reads");
  await page.getByLabel(reads.fields.plate, { exact: true }).fill(plate.replace("B", "8"));
  await page.getByRole("button", { name: reads.matches.exact }).click();
  await page.getByRole("option", { name: reads.matches.fuzzy }).click();
  await page.getByRole("button", { name: reads.search, exact: true }).click();
}

async function deleteShown(page: Page): Promise<void> {
  await page.getByRole("button", { name: deletion.delete }).click();
  await page.getByRole("radio", { name: deletion.reasons.privacy_request }).check();
  await lookAt(page, "console-delete");
  await page.getByRole("button", { name: deletion.confirm }).click();
  await expect(page.getByText(deletion.deletedTitle)).toBeVisible();
  await lookAt(page, "console-receipt");
}

const newPage = async (browser: Browser): Promise<Page> =>
  (await browser.newContext({ locale: "en-US", viewport: WINDOW })).newPage();

test("an operator's day: twenty photos uploaded, reviewed by key, one corrected, found, exported, deleted, audited", async ({
  page,
  browser,
  isMobile,
}) => {
  test.skip(isMobile, "a phone has no keys; its pages are tried one by one");
  test.setTimeout(3 * READ_WITHIN_MS);
  const corrected = newPlate();
  await test.step("twenty photos of one user", () => uploadAll(page));

  const operator = await newPage(browser);
  const readAs = await test.step("reviewed from the keyboard alone, one corrected", () =>
    reviewAll(operator, corrected));

  await test.step("found by a search for nearly the same plate, and exported", async () => {
    await findNearly(operator, corrected);
    const row = operator.getByRole("row").filter({ hasText: corrected });
    await expect(row).toContainText(review.readAs(readAs));
    await lookAt(operator, "console-reads");
    expect(await exportCsv(operator)).toContain(`${corrected},${readAs},corrected`);
    await row.getByRole("link", { name: reads.allSightings }).click();
  });

  await test.step("seen on the plate's page", async () => {
    await expect(heading(operator, texts.plate.title)).toBeVisible();
    await expect(operator.getByRole("row").filter({ hasText: review.readAs(readAs) })).toHaveCount(1);
    await lookAt(operator, "console-plate");
    await operator.getByRole("link", { name: corrected, exact: true }).click();
  });

  await test.step("deleted for a reason", async () => {
    await expect(operator.getByRole("list", { name: review.history })).toContainText(corrected);
    await lookAt(operator, "console-read");
    await deleteShown(operator);
    // As typed: plates that are nearly the same may well be among the others.
    await operator.goto("/reads");
    await operator.getByLabel(reads.fields.plate, { exact: true }).fill(corrected);
    await operator.getByRole("button", { name: reads.search, exact: true }).click();
    await expect(operator.getByText(reads.nothing, { exact: true })).toBeVisible();
  });

  await test.step("counted", async () => {
    await operator.getByRole("link", { name: texts.app.insights }).click();
    await expect(operator.getByRole("heading", { name: texts.insights.byDay })).toBeVisible();
    await lookAt(operator, "console-insights");
  });

  await test.step("written down for administrators", async () => {
    const admin = await newPage(browser);
    await openAsAdmin(admin, "/audit");
    await expect(heading(admin, audit.title)).toBeVisible(); // a reload before would undo the sign-in
    // What was done just now stands there some seconds later.
    await expect(async () => {
      await admin.reload();
      for (const action of ["reviewed", "searched", "exported", "viewed_plate", "deleted"] as const) {
        const cell = admin.getByRole("cell", { name: audit.actions[action], exact: true });
        await expect(cell.first()).toBeVisible({ timeout: 5000 });
      }
    }).toPass({ timeout: 120_000 });
    await lookAt(admin, "console-audit");
    await admin.getByRole("button", { name: texts.app.manage }).click();
    await admin.getByRole("link", { name: texts.app.settings }).click();
    await expect(admin.getByRole("button", { name: texts.settings.save })).toBeVisible();
    await lookAt(admin, "console-settings");
    await admin.context().close();
  });
  await operator.context().close();
});
