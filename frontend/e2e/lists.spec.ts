import { expect, test } from "@playwright/test";

import { en as texts } from "../src/lib/texts/en/index.ts";
import { expectAccessible } from "./accessible.ts";
import { heading, newPlate, openAsAdmin } from "./person.ts";

const { lists: t, entries: e, importing: i, permits: p } = texts;

test("a list of permits is made, filled, asked, exported, imported again and removed", async ({ page }, info) => {
  const name = `Residents ${newPlate()} ${info.project.name}`;
  const [plate, other] = [newPlate(), newPlate()];
  const dialog = page.getByRole("dialog");
  await openAsAdmin(page, "/lists");
  await page.getByRole("button", { name: t.add }).click();
  await dialog.getByLabel(t.name, { exact: true }).fill(name);
  await dialog.getByRole("radio", { name: t.kinds.permit }).check();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: t.save }).click();
  await page.getByRole("link", { name }).click();
  await expect(heading(page, name)).toBeVisible();

  await test.step("an entry is tried, and added by keyboard", async () => {
    await page.getByRole("button", { name: e.add, exact: true }).click();
    await dialog.getByLabel(e.plate, { exact: true }).fill(`${plate.slice(0, 2)}-${plate.slice(2)}`);
    await dialog.getByRole("button", { name: e.try }).click();
    await expect(dialog.getByText(e.tried(0, 30))).toBeVisible();
    await expectAccessible(page);
    await dialog.getByLabel(e.holder, { exact: true }).fill("Flat 3");
    await page.keyboard.press("Enter");
    await expect(dialog).toHaveCount(0);
    await expect(page.getByText(plate, { exact: true })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("it is removed, and put back", async () => {
    await page.getByRole("button", { name: e.removeOne(plate) }).click();
    await page.getByRole("button", { name: e.undo }).click();
    await expect(page.getByRole("button", { name: e.removeOne(plate) })).toBeVisible();
  });

  await test.step("what is exported is the same when it is imported; a line with a mistake is left out", async () => {
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: texts.exporting.action }).click();
    const file = await (await saved).createReadStream();
    const chunks: Buffer[] = [];
    for await (const chunk of file) chunks.push(chunk as Buffer);
    const buffer = Buffer.concat([...chunks, Buffer.from(`${other}\r\n***\r\n`)]);
    await page.getByRole("button", { name: i.title }).click();
    await dialog
      .getByLabel(i.choose, { exact: true })
      .setInputFiles({ name: "list.csv", mimeType: "text/csv", buffer });
    await dialog.getByRole("button", { name: i.check }).click();
    await expect(dialog.getByText(i.found)).toBeVisible();
    await expect(dialog.getByText(/^Line 4: plate: /)).toBeVisible();
    await expectAccessible(page);
    await dialog.getByRole("button", { name: i.start, exact: true }).click();
    await expect(dialog.getByText(i.done)).toBeVisible();
    await dialog.getByRole("button", { name: t.close }).last().click();
    await expect(page.getByText(other, { exact: true })).toBeVisible();
  });

  await test.step("who has a permit may be here, who has none may not", async () => {
    await page.getByRole("link", { name: t.back }).click();
    await page.getByLabel(p.plate).fill(plate);
    await page.keyboard.press("Enter");
    await expect(page.getByText(`${plate}: ${p.answers.allowed}`)).toBeVisible();
    await expect(page.getByText(p.gate.yes)).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel(p.plate).fill(newPlate());
    await page.keyboard.press("Enter");
    await expect(page.getByText(p.answers.none)).toBeVisible();
  });

  await test.step("the list goes with its entries", async () => {
    await page.getByRole("link", { name }).click();
    await page.getByRole("button", { name: t.removeList }).click();
    await dialog.getByRole("button", { name: t.remove, exact: true }).click();
    await expect(heading(page, t.title)).toBeVisible();
    await expect(page.getByRole("link", { name })).toHaveCount(0);
  });
});
