import { expect, test } from "@playwright/test";

import { en as texts } from "../src/lib/texts/en/index.ts";
import { expectAccessible } from "./accessible.ts";
import { ONCE, heading, openAsOperator, plates, uploadTwo } from "./person.ts";

const { hold, purpose } = texts;

test(
  "an operator states a purpose, holds a photo, cannot delete it, and releases it",
  ONCE,
  async ({ page, browser }) => {
    await uploadTwo(page, "holding");
    const plate = (await plates(page).first().textContent()) ?? "";
    const operator = await (await browser.newContext()).newPage();
    await openAsOperator(operator, `/plates#${plate}`);
    await expect(operator.getByRole("link", { name: plate }).first()).toBeVisible();

    await operator.getByRole("button", { name: purpose.state }).click();
    await operator.getByLabel(purpose.reason).fill("stolen vehicle");
    await operator.getByLabel(purpose.reference).fill("26-114");
    await expectAccessible(operator);
    await operator.getByRole("button", { name: purpose.give }).click();
    await expect(operator.getByText(purpose.said(purpose.withReference("stolen vehicle", "26-114")))).toBeVisible();

    await operator.getByRole("link", { name: plate }).first().click();
    await expect(heading(operator, plate)).toBeVisible();
    await operator.getByRole("button", { name: hold.hold }).click();
    const dialog = operator.getByRole("dialog", { name: hold.hold });
    await dialog.getByLabel(hold.reason).fill("asked for by the police");
    const day = new Date(Date.now() + 200 * 86_400_000).toISOString().slice(0, 10);
    await dialog.getByLabel(hold.until).fill(day);
    await expectAccessible(operator);
    await dialog.getByRole("button", { name: hold.hold }).click();
    await expect(operator.getByText(hold.why("asked for by the police"))).toBeVisible();
    await expectAccessible(operator);

    await operator.getByRole("button", { name: texts.deletion.delete, exact: true }).click();
    await operator.getByRole("radio").first().check();
    await operator.getByRole("dialog").getByRole("button", { name: texts.deletion.confirm }).click();
    await expect(operator.getByText(/This photo is held/)).toBeVisible();
    await operator.keyboard.press("Escape");

    await operator.goto(`/plates#${plate}`);
    await operator.reload();
    await expect(operator.getByText(hold.held, { exact: true }).first()).toBeVisible();
    const thumbnail = operator.getByRole("img", { name: texts.reads.photoOf(plate) }).first();
    await expect(thumbnail).toHaveJSProperty("complete", true);
    expect(await thumbnail.evaluate((picture: HTMLImageElement) => picture.naturalWidth)).toBeGreaterThan(0);

    await operator.getByRole("link", { name: plate }).first().click();
    await operator.getByRole("button", { name: hold.release }).click();
    await operator.getByRole("dialog", { name: hold.release }).getByRole("button", { name: hold.release }).click();
    await expect(operator.getByRole("button", { name: hold.hold })).toBeVisible();
  },
);
