import { readFileSync } from "node:fs";

import { expect, test, type Page } from "@playwright/test";

import { en as texts } from "../src/lib/texts/en/index.ts";
import { expectAccessible } from "./accessible.ts";
import {
  choosePhotos,
  codeFor,
  demoUser,
  heading,
  newEmail,
  ONCE,
  openUploadPage,
  PASSWORD,
  plates,
  signIn,
  signUp,
} from "./person.ts";
import { drawScene, drawStreets } from "./scenes.ts";

const { upload: t } = texts;

const cardOf = (page: Page, name: string) =>
  page
    .getByRole("main")
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { name }) });

const truncated = (): Buffer => {
  const photo = readFileSync(drawScene({ plate: "TRU4444" }));
  return photo.subarray(0, photo.length / 3);
};

test("several photos go at once, each to its own result", async ({ page }) => {
  await openUploadPage(page);
  await choosePhotos(page, drawScene({ plate: "ABC1234" }), drawScene({ plate: "NOPLATE", style: "none" }));
  await expect(cardOf(page, "ABC1234-eu-1280.jpg").getByRole("list").locator("strong")).toHaveText(["ABC1234"]);
  await expect(cardOf(page, "NOPLATE-none-1280.jpg").getByText(texts.photo.noPlate)).toBeVisible();
  await expect(page.getByText(t.allSent(2, 2)).first()).toBeVisible();
});

test("what is no photo is refused before any request", ONCE, async ({ page }) => {
  await openUploadPage(page);
  const sent: string[] = [];
  page.on("request", (request) => request.method() === "POST" && sent.push(request.url()));
  await choosePhotos(
    page,
    { name: "notes.jpg", mimeType: "image/jpeg", buffer: Buffer.from("I am a text, whatever my name says.") },
    { name: "empty.jpg", mimeType: "image/jpeg", buffer: Buffer.alloc(0) },
  );
  await expect(cardOf(page, "notes.jpg").getByText(t.refused.type)).toBeVisible();
  await expect(cardOf(page, "empty.jpg").getByText(t.refused.empty)).toBeVisible();
  expect(sent).toEqual([]);
});

test("a photo that only the server can find broken says why it failed", ONCE, async ({ page }) => {
  await openUploadPage(page);
  await choosePhotos(page, { name: "half.jpg", mimeType: "image/jpeg", buffer: truncated() });
  const failure = cardOf(page, "half.jpg").getByText(texts.photo.failedHeading);
  await expect(failure).toBeVisible();
  await page.getByRole("link", { name: t.details }).click();
  await expect(page.getByText(texts.photo.failedHeading).first()).toBeVisible();
});

test("a photo over the limit is made smaller in the browser, and read", ONCE, async ({ page }) => {
  await openUploadPage(page);
  await choosePhotos(page, drawScene({ plate: "B1GXYZ9", width: 9600, height: 7200 }));
  await expect(page.getByText(/Made smaller to \d+ × \d+ pixels/)).toBeVisible();
  await expect(plates(page)).toHaveText(["B1GXYZ9"]);
});

test.describe("a phone's HEIC", () => {
  test.use({ timezoneId: "UTC" });

  test("is converted in the browser, read, and keeps the time it was taken", ONCE, async ({ page }) => {
    await openUploadPage(page);
    const takenAt: [string, string] = ["2026:05:01 12:34:56", "+02:00"];
    await choosePhotos(page, drawScene({ plate: "HEC7351", format: "heic", takenAt }));
    await expect(plates(page)).toHaveText(["HEC7351"]);
    await expect(page.getByText(t.changes.converted("HEIC"))).toBeVisible();
    await page.getByRole("link", { name: t.details }).click();
    await expect(heading(page, "HEC7351-eu-1280.jpg")).toBeVisible();
    await expect(page.getByText("May 1, 2026, 10:34 AM")).toBeVisible();
  });

  test("is refused with a reason when it is cut off", ONCE, async ({ page }) => {
    await openUploadPage(page);
    const photo = readFileSync(drawScene({ plate: "HEC7351", format: "heic" }));
    await choosePhotos(page, { name: "cut.heic", mimeType: "image/heic", buffer: photo.subarray(0, photo.length / 3) });
    await expect(cardOf(page, "cut.heic").getByText(t.refused.heic)).toBeVisible();
  });
});

test.describe("a photo as web pages and phones save it", () => {
  test.use({ timezoneId: "UTC" });

  for (const format of ["webp", "avif"] as const)
    test(
      `a ${format} that is named .jpg is converted in the browser, read, and keeps its time`,
      ONCE,
      async ({ page }) => {
        await openUploadPage(page);
        const takenAt: [string, string] = ["2026:05:01 12:34:56", "+02:00"];
        const buffer = readFileSync(drawScene({ plate: "ABC1234", format, takenAt }));
        await choosePhotos(page, { name: "photo.jpg", mimeType: "image/jpeg", buffer });
        await expect(plates(page)).toHaveText(["ABC1234"]);
        await expect(page.getByText(/^Converted from (WebP|AVIF) to JPEG/)).toBeVisible();
        await page.getByRole("link", { name: t.details }).click();
        await expect(page.getByText("May 1, 2026, 10:34 AM")).toBeVisible();
      },
    );

  test("a HEIC of several pictures is read by its primary one", ONCE, async ({ page }) => {
    await openUploadPage(page);
    await choosePhotos(page, drawScene({ plate: "HEC7351", format: "heic", width: 1200, height: 900, second: true }));
    await expect(plates(page)).toHaveText(["HEC7351"]);
  });

  test("a PNG that is upside down in its file is read and shown upright", ONCE, async ({ page }) => {
    await openUploadPage(page);
    await choosePhotos(page, drawScene({ plate: "ABC1234", format: "png", turned: true }));
    await expect(plates(page)).toHaveText(["ABC1234"]);
    await page.getByRole("link", { name: t.details }).click();
    await expect(plates(page)).toHaveText(["ABC1234"]);
  });

  test("a panorama with a side over 10,000 pixels is made smaller", ONCE, async ({ page }) => {
    await openUploadPage(page);
    await choosePhotos(page, drawScene({ plate: "NOPLATE", style: "none", width: 10_001, height: 2000 }));
    await expect(page.getByText(/Made smaller to \d+ × \d+ pixels/)).toBeVisible();
    await expect(page.getByText(texts.photo.noPlate, { exact: true })).toBeVisible();
  });
});

/** The tiles of My uploads. */
const tiles = (page: Page) => page.getByRole("main").getByRole("listitem");

/** A new person at the upload page, who has no uploads. */
async function openAsNewPerson(page: Page): Promise<string> {
  const email = newEmail();
  await signUp(page, email);
  await page.getByLabel(texts.auth.code).fill(await codeFor(page, email));
  await page.getByRole("button", { name: texts.auth.confirm }).click();
  await expect(heading(page, t.title)).toBeVisible();
  return email;
}

/** S3 cannot be reached; the API can. Gives the way back. */
async function withoutStorage(page: Page): Promise<() => Promise<void>> {
  await page.route("**", (route) => {
    const { "content-type": type = "" } = route.request().headers();
    return type.startsWith("multipart/form-data") ? route.abort() : route.fallback();
  });
  return () => page.unroute("**");
}

test(
  "without a network nothing is lost: all goes on by itself, whichever page is open",
  ONCE,
  async ({ page, context }) => {
    await openAsNewPerson(page);
    await page.getByRole("link", { name: texts.app.myUploads }).click(); // its code is there from now on
    await expect(heading(page, texts.uploads.title)).toBeVisible();
    await page.getByRole("link", { name: texts.app.upload, exact: true }).click();
    await context.setOffline(true);
    await expect(page.getByText(texts.app.offline)).toBeVisible();
    await choosePhotos(page, drawScene({ plate: "ABC1234" }), drawScene({ plate: "TRU4444" }));
    await expect(page.getByText(t.goesOn, { exact: true })).toHaveCount(2);
    await expect(page.getByText(t.keeping.kept(2))).toBeVisible();
    await page.getByRole("link", { name: texts.app.myUploads }).click();
    await expect(heading(page, texts.uploads.title)).toBeVisible();
    await context.setOffline(false);
    await expect(tiles(page)).toHaveCount(2);
    await expect(tiles(page).filter({ hasText: "ABC1234" })).toHaveCount(1);
    await expect(tiles(page).filter({ hasText: "TRU4444" })).toHaveCount(1);
  },
);

test("photos that were not sent survive a reload, and go on whichever page comes then", ONCE, async ({ page }) => {
  await openAsNewPerson(page);
  const backAgain = await withoutStorage(page);
  await choosePhotos(page, drawScene({ plate: "ABC1234" }), drawScene({ plate: "TRU4444" }));
  await expect(page.getByText(t.keeping.kept(2))).toBeVisible();
  await expect(page.getByText(t.goesOn, { exact: true })).toHaveCount(2);
  await page.reload();
  await expect(cardOf(page, "TRU4444-eu-1280.jpg").getByText(t.goesOn, { exact: true })).toBeVisible();
  await backAgain();
  await page.goto("/uploads");
  // Each photo is one upload, however often it was tried.
  await expect(tiles(page)).toHaveCount(2);
  await expect(tiles(page).filter({ hasText: "ABC1234" })).toHaveCount(1);
  await expect(tiles(page).filter({ hasText: "TRU4444" })).toHaveCount(1);
  await page.getByRole("link", { name: texts.app.upload, exact: true }).click();
  await expect(heading(page, t.title)).toBeVisible();
  await page.reload();
  await expect(heading(page, t.title)).toBeVisible();
  await expect(page.getByText(t.results)).toHaveCount(0);
});

test("photos that were not sent are their person's: nobody else sees or sends them", ONCE, async ({ page }) => {
  const email = await openAsNewPerson(page);
  const backAgain = await withoutStorage(page);
  await choosePhotos(page, drawScene({ plate: "ABC1234" }));
  await expect(page.getByText(t.keeping.kept(1))).toBeVisible();
  await page.evaluate(() => localStorage.clear()); // the session is over
  await page.goto("/");
  await signIn(page, demoUser());
  await expect(heading(page, t.title)).toBeVisible();
  await backAgain();
  await expect(page.getByText("ABC1234-eu-1280.jpg")).toHaveCount(0);
  await page.evaluate(() => localStorage.clear());
  await page.goto("/");
  await signIn(page, { email, password: PASSWORD });
  await expect(plates(page)).toHaveText(["ABC1234"]);
});

test("signing out drops what was not sent, and sending it again leaves one card", ONCE, async ({ page }) => {
  const email = await openAsNewPerson(page);
  const backAgain = await withoutStorage(page);
  await choosePhotos(page, drawScene({ plate: "ABC1234" }));
  await expect(page.getByText(t.goesOn, { exact: true })).toBeVisible();
  page.once("dialog", (dialog) => void dialog.accept());
  await page.getByRole("button", { name: texts.app.account }).click();
  await page.getByRole("menuitem", { name: texts.app.signOut }).click();
  await expect(page.getByText(texts.auth.notices.left)).toBeVisible();
  await backAgain();
  await signIn(page, { email, password: PASSWORD });
  await expect(heading(page, t.title)).toBeVisible();
  await page.getByRole("link", { name: texts.app.myUploads }).click();
  await expect(tiles(page)).toHaveText([new RegExp(texts.photo.statuses.awaiting_upload)]);
  await page.getByRole("link", { name: texts.app.upload, exact: true }).click();
  await choosePhotos(page, drawScene({ plate: "ABC1234" }));
  await expect(plates(page)).toHaveText(["ABC1234"]);
  await page.getByRole("link", { name: texts.app.myUploads }).click();
  await expect(tiles(page)).toHaveText([/ABC1234/]);
});

test("a photo that is taken out of the list leaves no card behind", ONCE, async ({ page }) => {
  await openAsNewPerson(page);
  await withoutStorage(page);
  await choosePhotos(page, drawScene({ plate: "ABC1234" }));
  await expect(page.getByText(t.goesOn, { exact: true })).toBeVisible();
  const taken = page.waitForResponse((response) => response.url().endsWith("/delete") && response.ok());
  await page.getByRole("button", { name: t.removeOf("ABC1234-eu-1280.jpg") }).click();
  await taken;
  await page.getByRole("link", { name: texts.app.myUploads }).click();
  await expect(page.getByText(texts.uploads.empty)).toBeVisible();
});

test("many photos are shown small, and are counted as they are read", ONCE, async ({ page }) => {
  await openAsNewPerson(page);
  const letters = ["ABC", "CEF", "FHJ", "JKL", "LMN", "NPR", "RTU"];
  await choosePhotos(
    page,
    ...drawStreets(letters.map((three, at) => [`B${at + 2}47${three}`, `B${at + 2}96${three}`])),
  );
  const sentence = [t.allSent(7, 7), t.read(7)].join(" · ");
  await expect(page.getByText(sentence).first()).toBeVisible({ timeout: 120_000 });
  await expect(page.getByRole("link", { name: t.details })).toHaveCount(7);
  await expectAccessible(page);
});

test("a photo that was sent before is noticed, and sent again when somebody wants it", ONCE, async ({ page }) => {
  await openAsNewPerson(page);
  const photo = drawScene({ plate: "ABC1234" });
  await choosePhotos(page, photo);
  await expect(plates(page)).toHaveText(["ABC1234"]);
  await page.reload();
  await choosePhotos(page, photo);
  const card = cardOf(page, "ABC1234-eu-1280.jpg");
  await expect(card.getByText(t.steps.repeated)).toBeVisible();
  await card.getByRole("button", { name: t.repeated.againOf("ABC1234-eu-1280.jpg") }).click();
  await expect(plates(page)).toHaveText(["ABC1234"]);
});

test("an ended session leads through the sign-in back to the same page", ONCE, async ({ page }) => {
  await openUploadPage(page);
  await page.getByRole("link", { name: texts.app.myUploads }).click();
  await expect(heading(page, texts.uploads.title)).toBeVisible();
  await page.evaluate(() => localStorage.clear());
  await page.getByRole("link", { name: texts.app.upload, exact: true }).click();
  await page.getByRole("link", { name: texts.app.myUploads }).click();
  await expect(page.getByText(texts.auth.notices.expired)).toBeVisible();
  await signIn(page, demoUser());
  await expect(heading(page, texts.uploads.title)).toBeVisible();
});

test("a phone offers its camera", async ({ page, isMobile }) => {
  await openUploadPage(page);
  const camera = page.getByRole("button", { name: t.camera });
  await expect(camera).toBeVisible({ visible: isMobile });
  if (!isMobile) return;
  const chooser = page.waitForEvent("filechooser");
  await camera.click();
  await (await chooser).setFiles(drawScene({ plate: "ABC1234" }));
  await expect(plates(page)).toHaveText(["ABC1234"]);
});

test("the keyboard is enough to choose a photo", ONCE, async ({ page }) => {
  await openUploadPage(page);
  const photo = drawScene({ plate: "ABC1234" });
  await expect(async () => {
    // A page that has just come takes the focus to its start: then the key is for that.
    await page.locator("input[type=file][multiple]").focus();
    const chooser = page.waitForEvent("filechooser", { timeout: 3000 });
    await page.keyboard.press("Enter");
    await (await chooser).setFiles(photo);
  }).toPass();
  await expect(plates(page)).toHaveText(["ABC1234"]);
});
