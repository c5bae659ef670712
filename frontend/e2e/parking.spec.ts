import { randomUUID } from "node:crypto";

import { expect, test, type Page } from "@playwright/test";

import { en as texts } from "../src/lib/texts/en/index.ts";
import { expectAccessible } from "./accessible.ts";
import { heading, ONCE, openAsAdmin, openAsOperator } from "./person.ts";

const { cameras, now, occupancy, parkingCharts, parkingSetup: setup, siteParking, visits, visit, questions } = texts;

/** A site with two cameras, of which nobody knows yet. */
async function makeSite(page: Page): Promise<string> {
  const name = `Car park ${randomUUID()}`;
  await openAsAdmin(page, "/cameras");
  await page.getByRole("button", { name: cameras.addSite }).click();
  await page.getByLabel(cameras.site.name, { exact: true }).fill(name);
  await page.getByRole("dialog").getByRole("button", { name: cameras.save }).click();
  for (const camera of ["Way in", "Way out"]) {
    await page.getByRole("button", { name: cameras.addCameraAt(name) }).click();
    await page.getByLabel(cameras.form.name, { exact: true }).fill(camera);
    await page.getByRole("button", { name: cameras.save }).click();
    await expect(page.getByRole("button", { name: cameras.secrets.make })).toBeVisible();
    await page.goto("/cameras");
  }
  return name;
}

test("a site is set up, counted, and shown as it is now", async ({ page }) => {
  const name = await makeSite(page);
  const dialog = page.getByRole("dialog");

  await test.step("its parking is set up, and what is wrong is said beside its field", async () => {
    await page.getByRole("button", { name: setup.title(name) }).click();
    await expect(heading(page, setup.title(name))).toBeVisible();
    await page.getByLabel(setup.spaces, { exact: true }).fill("many");
    await page.getByRole("button", { name: setup.save }).click();
    await expect(page.getByText(setup.wrong.spaces)).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel(setup.spaces, { exact: true }).fill("200");
    await page.getByLabel(setup.free, { exact: true }).fill("120");
    await page.getByRole("button", { name: setup.addHours }).click();
    await page.getByRole("button", { name: setup.addGate }).click();
    await expectAccessible(page);
    await page.getByRole("button", { name: setup.removeGate(1) }).click();
    await page.getByRole("button", { name: setup.save }).click();
    await expect(page.getByText(setup.saved)).toBeVisible();
    await page.reload();
    await expect(page.getByLabel(setup.spaces, { exact: true })).toHaveValue("200");
  });

  await test.step("the count is set by somebody who says why", async () => {
    await page.getByRole("link", { name: siteParking.parts.occupancy, exact: true }).click();
    await expect(page.getByText(occupancy.uncounted)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: occupancy.set }).click();
    await dialog.getByLabel(occupancy.count, { exact: true }).fill("142");
    await dialog.getByLabel(occupancy.why, { exact: true }).fill("Counted by hand");
    await expectAccessible(page);
    await page.keyboard.press("Enter");
    await expect(page.getByText(occupancy.vehicles("142", "0"))).toBeVisible();
    await expect(page.getByText("Counted by hand")).toBeVisible();
  });

  await test.step("its charts say that nothing was seen", async () => {
    await page.getByRole("link", { name: siteParking.parts.charts, exact: true }).click();
    await expect(page.getByText(parkingCharts.empty)).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("it stands on the page of now, and leads to who is inside", async () => {
    await page.goto("/now");
    const tile = page.getByRole("article", { name });
    await expect(tile.getByText("142", { exact: true })).toBeVisible();
    await expect(tile.getByText(now.of("200"))).toBeVisible();
    await expectAccessible(page);
    await tile.getByRole("link", { name, exact: true }).click();
    await expect(page.getByText(visits.noneOf.inside)).toBeVisible();
    await expectAccessible(page);
  });
});

/** Whether there are visits at any site: `npm run carpark` makes them. */
async function openSomeVisit(page: Page): Promise<boolean> {
  await openAsOperator(page, "/now");
  await expect(heading(page, now.title)).toBeVisible();
  const seen = page.getByRole("article").locator('a[href^="/visits/"]').first();
  await page.getByRole("article").or(page.getByText(now.empty)).first().waitFor();
  if ((await seen.count()) === 0) return false;
  await seen.click();
  return true;
}

test("a visit shows both ends, how it stands, and what became of it", async ({ page }) => {
  test.skip(!(await openSomeVisit(page)), "No car was seen yet: npm run carpark plays some.");
  await expect(page.getByRole("heading", { name: visit.entry, exact: true })).toBeVisible();
  await expect(page.getByRole("heading", { name: visit.exit, exact: true })).toBeVisible();
  await expect(page.getByText(visit.finesNobody)).toBeVisible();
  await expect(page.getByRole("heading", { name: visit.history })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("link", { name: visit.back }).click();
  await expect(heading(page, visits.title)).toBeVisible();
  await expectAccessible(page);
});

test("a question is answered by a key where one waits", async ({ page }) => {
  await openAsOperator(page, "/review?queue=questions");
  const item = page.getByRole("region", { name: questions.item });
  await item.or(page.getByRole("heading", { name: questions.empty })).waitFor();
  await expectAccessible(page);
  test.skip((await item.count()) === 0, "No question waits: npm run carpark makes some.");
  await page.waitForTimeout(1_000);
  await page.keyboard.press("s");
  await expect(page.getByRole("status").filter({ hasText: /is skipped/ })).toBeVisible();
});

test("a wall screen shows all its sites without scrolling", ONCE, async ({ page }) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await openAsOperator(page, "/now?wall=1");
  await expect(page.getByRole("button", { name: now.leaveWall })).toBeVisible();
  await expectAccessible(page);
  const hidden = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
  expect(hidden, "pixels to scroll").toBeLessThanOrEqual(0);
  await page.getByRole("button", { name: now.leaveWall }).click();
  await expect(page.getByRole("navigation", { name: texts.app.navigation })).toBeVisible();
});
