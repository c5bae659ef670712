import { expect, test, type Page } from "@playwright/test";

import { en as texts } from "../src/lib/texts/en/index.ts";
import { expectAccessible } from "./accessible.ts";
import { choosePhotos, heading, newPlate, openAsAdmin, openUploadPage, plates } from "./person.ts";
import { drawScene } from "./scenes.ts";

const { lists: t, entries: e, alerts: a } = texts;

/** A new list, or its first entry, counts within this time on the laptop (serverless.yml). */
const SETTINGS_KEPT_MILLISECONDS = 4000;

async function watchFor(page: Page, name: string, plate: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await openAsAdmin(page, "/lists");
  await page.getByRole("button", { name: t.add }).click();
  await dialog.getByLabel(t.name, { exact: true }).fill(name);
  await dialog.getByRole("button", { name: t.save }).click();
  await page.getByRole("link", { name }).click();
  await expect(heading(page, name)).toBeVisible();
  await page.getByRole("button", { name: e.add, exact: true }).click();
  await dialog.getByLabel(e.plate, { exact: true }).fill(plate);
  await dialog.getByRole("button", { name: t.save }).click();
  await expect(page.getByText(plate, { exact: true })).toBeVisible();
}

test("an alert comes by itself, and is acknowledged from the keyboard", async ({ page, browser }, info) => {
  const plate = newPlate();
  const name = `Sought ${plate} ${info.project.name}`;
  const context = await browser.newContext({ locale: "en-US", viewport: page.viewportSize() });
  const keeper = await context.newPage();
  await watchFor(keeper, name, plate);
  await keeper.goto("/alerts");
  await expect(heading(keeper, a.title)).toBeVisible();
  await keeper.waitForTimeout(SETTINGS_KEPT_MILLISECONDS);

  await openUploadPage(page);
  await choosePhotos(page, drawScene({ plate }));
  await expect(plates(page)).toHaveText([plate]);
  await expect(keeper.getByRole("heading", { name: `${plate} on ${name}` })).toBeVisible();
  await expectAccessible(keeper);

  await keeper.getByLabel(a.noteFor(plate)).first().fill("on my way");
  await keeper.keyboard.press("Enter");
  await expect(keeper.getByText(/looked at it/).first()).toBeVisible();
  await context.close();
});
