import { expect, test } from "@playwright/test";

import { en as texts } from "../src/lib/texts/en/index.ts";
import { choosePhotos, codeFor, heading, newEmail, ONCE, PASSWORD, plates, signIn, signUp } from "./person.ts";
import { drawScene } from "./scenes.ts";

const { auth: t } = texts;

test("a new person signs up, drops in a photo and reads its plate", async ({ page }) => {
  const email = newEmail();
  await signUp(page, email);
  await expect(page.getByText(t.localCode(await codeFor(page, email)))).toBeVisible();
  await page.getByRole("button", { name: t.useCode }).click();
  await page.getByRole("button", { name: t.confirm }).click();
  await expect(heading(page, texts.upload.title)).toBeVisible();

  await choosePhotos(page, drawScene({ plate: "ABC1234" }));
  await expect(plates(page)).toHaveText(["ABC1234"]);
  await expect(page.getByRole("img", { name: /ABC1234/ }).first()).toBeVisible();
  await expect(page.locator("svg polygon[data-status]")).toHaveCount(1);

  await page.getByRole("link", { name: texts.app.myUploads }).click();
  const tile = page.getByRole("main").getByRole("listitem");
  await expect(tile).toHaveCount(1);
  await expect(tile).toContainText("ABC1234");
  const thumbnail = tile.locator("img");
  await expect.poll(() => thumbnail.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);

  await tile.getByRole("link", { name: "ABC1234-eu-1280.jpg" }).click();
  await expect(plates(page)).toHaveText(["ABC1234"]);
  const photo = page.getByRole("img", { name: /ABC1234/ }).first();
  await expect.poll(() => photo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1280);

  await page.getByRole("button", { name: texts.app.account }).click();
  await page.getByRole("menuitem", { name: texts.app.signOut }).click();
  await expect(page.getByText(t.notices.left)).toBeVisible();
  await page.goto("/uploads");
  await expect(heading(page, t.signInTitle)).toBeVisible();
  await signIn(page, { email, password: PASSWORD });
  await expect(heading(page, texts.uploads.title)).toBeVisible();
});

test("a forgotten password is replaced with a code", ONCE, async ({ page }) => {
  const email = newEmail();
  await signUp(page, email);
  await page.getByLabel(t.code).fill(await codeFor(page, email));
  await page.getByRole("button", { name: t.confirm }).click();
  await expect(heading(page, texts.upload.title)).toBeVisible();
  await page.getByRole("button", { name: texts.app.account }).click();
  await page.getByRole("menuitem", { name: texts.app.signOut }).click();

  const used = await codeFor(page, email);
  await page.getByRole("link", { name: t.forgotten }).click();
  await expect(heading(page, t.resetTitle)).toBeVisible(); // the sign-in that it leaves asks for an email, too
  await page.getByLabel(t.email).fill(email);
  await page.getByRole("button", { name: t.sendCode }).click();
  await expect(page.getByLabel(t.newPassword)).toBeVisible();
  await expect.poll(() => codeFor(page, email)).not.toBe(used);
  await page.getByLabel(t.code).fill(await codeFor(page, email));
  await page.getByLabel(t.newPassword).fill("Another-Horse-8");
  await page.getByRole("button", { name: t.setPassword }).click();
  await expect(heading(page, texts.upload.title)).toBeVisible();
});

test("a wrong code and a wrong password are said to be wrong", ONCE, async ({ page }) => {
  const email = newEmail();
  await signUp(page, email);
  const code = await codeFor(page, email);
  await page.getByLabel(t.code).fill(code === "000000" ? "000001" : "000000");
  await page.getByRole("button", { name: t.confirm }).click();
  await expect(page.getByText(texts.cognito.CodeMismatchException)).toBeVisible();

  await page.goto("/sign-in");
  await signIn(page, { email: newEmail(), password: PASSWORD });
  await expect(page.getByText(texts.cognito.NotAuthorizedException)).toBeVisible();
});
