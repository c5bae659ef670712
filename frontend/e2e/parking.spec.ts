import { expect, test, type Browser, type Locator, type Page } from "@playwright/test";

import { en as texts } from "../src/lib/texts/en/index.ts";
import { expectAccessible } from "./accessible.ts";
import { addCamera, makeCarPark, makeSite, see, sendAsCamera } from "./device.ts";
import { heading, look, ONCE, openAsAdmin, openAsOperator } from "./person.ts";
import { drawScene } from "./scenes.ts";

const { now, occupancy, parkingCharts, parkingSetup: setup, review, siteParking, visits, visit, questions } = texts;

/** A vehicle that the demo camera sees. */
const PARKED = "B793TKM";

/** What the entry's photo shows, and what a person says it shows: so it is on the exit's. */
const [READ, CORRECTED] = ["B426TNU", "B426TNX"];

const naturalWidth = (photo: Locator): Promise<number> =>
  photo.evaluate((image: HTMLImageElement) => image.naturalWidth);

/** Corrects the read of a visit's entry on the read's own page, and comes back. */
async function correctEntry(page: Page): Promise<void> {
  await page.getByRole("link", { name: visit.openRead(READ) }).click();
  await expect(heading(page, READ)).toBeVisible();
  await look(page);
  await page.getByRole("button", { name: review.edit }).click();
  await page.getByLabel(review.editLabel).fill(CORRECTED);
  await look(page);
  await page.keyboard.press("Enter");
  await expect(page.getByText(review.decided)).toBeVisible();
  await page.goBack();
}

test("a car comes, stays too long, is corrected by an operator, and goes", ONCE, async ({ page }) => {
  await openAsAdmin(page, "/now");
  await expect(heading(page, now.title)).toBeVisible();
  const { name: site, wayIn, wayOut } = await makeCarPark(page, { free_minutes: 30 });

  await test.step("it comes, and is there for longer than it may", async () => {
    await see(page, wayIn, READ, 180);
    const tile = page.getByRole("article", { name: site });
    await expect(tile.getByText(READ)).toBeVisible();
    await tile.getByRole("link", { name: now.overstayed(1, false) }).click();
    await expect(page.getByText(visit.stands.needsPerson)).toBeVisible();
    await page.getByRole("link", { name: READ }).click();
    await expect(heading(page, READ)).toBeVisible();
    await expect(page.getByText(visit.stillInside)).toBeVisible();
    await expect(page.getByText(visit.reasons.free_time_over)).toBeVisible();
  });

  await test.step("an operator says which plate it has", async () => {
    await correctEntry(page);
    await expect(heading(page, CORRECTED)).toBeVisible();
    await expect(page.getByText(visit.trust.person).first()).toBeVisible();
  });

  await test.step("it goes: both photos, how it stands, and what became of it", async () => {
    await see(page, wayOut, CORRECTED, 1, 1600);
    await expect(page.getByText(visit.pairing.exact)).toBeVisible();
    for (const end of [visit.entry, visit.exit])
      await expect
        .poll(() => naturalWidth(page.getByRole("img", { name: visit.photo(CORRECTED, end) }).first()))
        .toBeGreaterThan(0);
    await expect(page.getByText(visit.stands.violation, { exact: true })).toBeVisible();
    for (const kind of ["visit.opened", "visit.revised", "visit.closed"])
      await expect(page.getByText(visit.kinds[kind] ?? kind, { exact: true }).first()).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("an operator waives it", async () => {
    await page.getByRole("button", { name: visit.acts.waived.action, exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: visit.acts.waived.action, exact: true }).click();
    await expect(page.getByText(visit.said.waived)).toBeVisible();
    await expect(page.getByText(visit.stands.waived)).toBeVisible();
  });

  await test.step("from there one comes to the visits of its own site", async () => {
    await page.getByRole("link", { name: visit.back }).click();
    await expect(heading(page, visits.title)).toBeVisible();
    await expect(page.getByRole("link", { name: CORRECTED })).toBeVisible();
    await expect(page.getByText(site).first()).toBeVisible();
  });
});

test("a site is set up, counted, and shown as it is now", async ({ page }) => {
  const name = await makeSite(page);
  for (const camera of ["Way in", "Way out"]) await addCamera(page, name, camera);
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

/** Opens a visit at some site: the demo camera sees a vehicle where nobody came yet. */
async function openSomeVisit(page: Page): Promise<void> {
  await openAsOperator(page, "/now");
  await expect(heading(page, now.title)).toBeVisible();
  await page.getByRole("article").first().waitFor();
  const seen = page.getByRole("article").locator('a[href^="/visits/"]').first();
  if ((await seen.count()) === 0) sendAsCamera(drawScene({ plate: PARKED }), PARKED);
  await seen.click();
}

test("a visit shows both ends, how it stands, and what became of it", async ({ page }) => {
  await openSomeVisit(page);
  await expect(page.getByRole("heading", { name: visit.entry, exact: true })).toBeVisible();
  await expect(page.getByRole("heading", { name: visit.exit, exact: true })).toBeVisible();
  await expect(page.getByText(visit.finesNobody)).toBeVisible();
  await expect(page.getByRole("heading", { name: visit.history })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("link", { name: visit.back }).click();
  await expect(heading(page, visits.title)).toBeVisible();
  await expectAccessible(page);
});

/** Has a vehicle leave that may be either of two that came. */
async function makeQuestion(browser: Browser): Promise<void> {
  const page = await (await browser.newContext()).newPage();
  await openAsAdmin(page, "/now");
  await expect(heading(page, now.title)).toBeVisible();
  const { wayIn, wayOut } = await makeCarPark(page, {});
  await see(page, wayIn, "B426TNU", 70);
  await see(page, wayIn, "B426TNY", 65);
  await see(page, wayOut, "B426TNV", 1);
  await page.context().close();
}

test("a question is passed over by a key", ONCE, async ({ page, browser }) => {
  await openAsOperator(page, "/review?queue=questions");
  const item = page.getByRole("region", { name: questions.item });
  const none = page.getByRole("heading", { name: questions.empty });
  await item.or(none).waitFor();
  if (await none.isVisible()) {
    await expectAccessible(page);
    await makeQuestion(browser);
  }
  await item.waitFor();
  await expectAccessible(page);
  await look(page);
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
