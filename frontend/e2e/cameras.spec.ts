import { expect, test } from "@playwright/test";

import { en as texts } from "../src/lib/texts/en/index.ts";
import { expectAccessible } from "./accessible.ts";
import { sendAsCamera } from "./device.ts";
import { heading, newPlate, openAsOperator, STREETS } from "./person.ts";
import { drawScene } from "./scenes.ts";
import { stack } from "./stack.ts";

const { cameras, watching: t } = texts;

test("a camera's photo shows on its page as it arrives, with what the device said beside the read", async ({
  page,
}, info) => {
  // What arrives twice is taken once: each width has a photo of its own.
  const { plate } = info.project.name === "phone" ? STREETS.arriving : STREETS.measuring;
  const device = newPlate();
  await openAsOperator(page, "/cameras");
  await page.locator(`a[href="/cameras/${stack.demo_camera.camera_id}"]`).filter({ hasText: /\S/ }).last().click();
  await expect(page.getByRole("heading", { level: 2, name: t.live.title })).toBeVisible();
  await expect(page.getByText(t.live.loading)).toHaveCount(0);
  const shown = page.getByRole("list", { name: t.live.list }).getByRole("link", { name: plate, exact: true });
  await expect(shown).toHaveCount(0);

  sendAsCamera(drawScene({ plate }), device);

  await expect(shown.first()).toBeVisible();
  await expect(page.getByText(t.said.differsFrom(device))).toBeVisible();
  await expectAccessible(page);

  await test.step("by keyboard it is paused and goes on", async () => {
    await page.getByRole("button", { name: t.live.pause }).focus();
    await page.keyboard.press("Enter");
    await expect(page.getByText(t.live.paused)).toBeVisible();
    await page.keyboard.press("Enter");
    await expect(page.getByText(t.live.on)).toBeVisible();
  });

  await test.step("the read's page says that the device read something else", async () => {
    await shown.first().click();
    await expect(page.getByText(t.said.differs)).toBeVisible();
    await expect(page.getByText(device)).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("the list has the camera's last photo", async () => {
    await page.getByRole("link", { name: texts.app.cameras }).click();
    await expect(heading(page, cameras.title)).toBeVisible();
    const last = page.locator(`a[href="/cameras/${stack.demo_camera.camera_id}"] img`);
    await expect(last).toBeVisible();
    await last.scrollIntoViewIfNeeded(); // beside other sites it may lie below, where pictures are not fetched yet
    await expect.poll(() => last.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
    await expectAccessible(page);
  });
});
