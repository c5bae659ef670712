import { expect, test, type Locator, type Page } from "@playwright/test";

import { en as texts } from "../src/lib/texts/en/index.ts";
import {
  choosePhotos,
  exportCsv,
  heading,
  look,
  newPlate,
  ONCE,
  openAsOperator,
  openUploadPage,
  plates,
  skipTo,
  uploadTwo,
} from "./person.ts";
import { drawStreets } from "./scenes.ts";

const { review: t, reads } = texts;

/** The further one of each needs review: one for each hasty input, and some to come after. */
const HASTE = [
  ["B742NXB", "B497UKL"],
  ["B632EYT", "B392AHY"],
  ["B639WDX", "B329RKF"],
  ["B497RNF", "B964MVE"],
  ["B497UKL", "B742NXB"],
  ["B392AHY", "B632EYT"],
  ["B329RKF", "B639WDX"],
] as const;

type Leased = { reads: { read: { bounding_box: { width: number; height: number }; characters: unknown[] } }[] };

/** Has every second plate that waits for review be as narrow as on a motorcycle, and no character of it marked. */
async function withPlatesOfTwoProportions(page: Page): Promise<void> {
  await page.route("**/review-queue/lease", async (route) => {
    const response = await route.fetch();
    const leased = (await response.json()) as Leased;
    leased.reads.forEach(({ read }, place) => {
      if (place % 2 === 0) return;
      Object.assign(read, {
        bounding_box: { ...read.bounding_box, width: read.bounding_box.width / 5 },
        characters: [],
      });
    });
    await route.fulfill({ response, json: leased });
  });
}

const confirmButton = (page: Page): Locator =>
  page
    .getByRole("region", { name: t.item })
    .getByRole("button", { name: /^Confirm \S+( Enter)?$/ })
    .first();

/** The plate whose turn it is. */
const plateToConfirm = async (page: Page): Promise<string> =>
  /^Confirm (\S+)/.exec((await confirmButton(page).textContent()) ?? "")?.[1] ?? "";

/** Which read's turn it is: several may have the same plate. */
const readToConfirm = (page: Page): Promise<string | null> =>
  page.getByRole("region", { name: t.item }).getByRole("link").first().getAttribute("href");

/** Where a button is in the window. */
async function placeOf(button: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const place = await button.boundingBox();
  if (place === null) throw new Error("The button is not shown.");
  return place;
}

async function middleOf(button: Locator): Promise<[x: number, y: number]> {
  const { x, y, width, height } = await placeOf(button);
  return [x + width / 2, y + height / 2];
}

const doneOf = async (page: Page): Promise<number> =>
  Number(
    new RegExp(`${t.done}(\\d+)`).exec((await page.getByRole("region", { name: t.summary }).textContent()) ?? "")?.[1],
  );

test(
  "what the machine was unsure of is corrected from the keyboard, found, seen in its history and exported",
  ONCE,
  async ({ page, browser }) => {
    const corrected = newPlate();
    await uploadTwo(page, "correcting");
    const doubtful = await page
      .getByRole("listitem")
      .filter({ hasText: texts.photo.readStatuses.needs_review })
      .locator("strong")
      .last()
      .innerText();

    const context = await browser.newContext({ locale: "en-US" });
    const operator = await context.newPage();
    const addresses: string[] = [];
    operator.on("request", (request) => addresses.push(request.url()));
    await openAsOperator(operator, "/review");
    const item = operator.getByRole("region", { name: t.item });
    await expect(item).toBeVisible();

    await test.step("from the keyboard alone", async () => {
      await skipTo(operator, doubtful);
      const wholePhoto = item.getByRole("img", { name: /whole photo/ });
      await expect.poll(() => wholePhoto.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1600);
      await operator.keyboard.press("e");
      await expect(operator.getByLabel(t.editLabel)).toBeFocused();
      await operator.keyboard.press("ControlOrMeta+a");
      await operator.keyboard.type(corrected.toLowerCase());
      await operator.keyboard.press("Enter");
      await expect(operator.getByText(t.spoken.correct(doubtful, corrected))).toBeVisible();
      await operator.keyboard.press("u");
      await expect(operator.getByText(t.spoken.undone(doubtful))).toBeVisible();
      await look(operator);
      await operator.keyboard.press("e");
      await operator.keyboard.press("ControlOrMeta+a");
      await operator.keyboard.type(corrected);
      await operator.keyboard.press("Enter");
      const summary = operator.getByRole("region", { name: t.summary });
      await expect(summary).toContainText(new RegExp(`${t.corrected}1`));
      await expect(summary).toContainText(new RegExp(`${t.sending}0`));
    });

    await test.step("found by a search for nearly the same plate", async () => {
      await operator.getByRole("link", { name: texts.app.reads, exact: true }).click();
      await expect(heading(operator, reads.title)).toBeVisible();
      await operator.getByLabel(reads.fields.plate, { exact: true }).fill(corrected.replace("B", "8"));
      await operator.getByRole("button", { name: reads.matches.exact }).click();
      await operator.getByRole("option", { name: reads.matches.fuzzy }).click();
      await operator.getByRole("button", { name: reads.search, exact: true }).click();
      const row = operator.getByRole("row").filter({ hasText: corrected });
      await expect(row).toContainText(t.readAs(doubtful));
      await expect(row).toContainText(reads.closeness.confusable);
      await operator.reload();
      await expect(row).toContainText(texts.photo.readStatuses.corrected);
    });

    await test.step("exported", async () => {
      const file = await exportCsv(operator);
      expect(file.split("\r\n")[0]).toContain("plate,read_as");
      expect(file).toContain(`${corrected},${doubtful},corrected`);
    });

    await test.step("seen in the plate's history and on the read's page", async () => {
      const row = operator.getByRole("row").filter({ hasText: corrected });
      await row.getByRole("link", { name: reads.allSightings }).click();
      await expect(heading(operator, texts.plate.title)).toBeVisible();
      await expect(operator.getByRole("row").filter({ hasText: t.readAs(doubtful) })).toHaveCount(1);
      await operator.getByRole("link", { name: corrected, exact: true }).click();
      await expect(operator.getByRole("list", { name: t.history }).getByRole("listitem")).toHaveCount(3);
    });

    await context.close();
    // What stands after the # is not in any request: no plate may be in an address that a server sees.
    expect(addresses.filter((address) => [doubtful, corrected].some((plate) => address.includes(plate)))).toEqual([]);

    await page.reload();
    await page.getByRole("link", { name: texts.app.myUploads }).click();
    const tile = page.getByRole("main").getByRole("listitem").first();
    await expect(tile).toContainText(corrected);
    await expect(tile).toContainText(t.readAs(doubtful));
  },
);

test("the edit of a plate survives a reload", ONCE, async ({ page, browser }) => {
  await uploadTwo(page, "editing");
  const context = await browser.newContext();
  const operator = await context.newPage();
  await openAsOperator(operator, "/review");
  await expect(operator.getByRole("region", { name: t.item })).toBeVisible();
  await look(operator);
  await operator.keyboard.press("e");
  await operator.keyboard.press("ControlOrMeta+a");
  await operator.keyboard.type("TYPED1");
  await operator.reload();
  await expect(operator.getByLabel(t.editLabel)).toHaveValue("TYPED1");
  await look(operator);
  await operator.keyboard.press("Escape");
  await expect(operator.getByRole("button", { name: t.edit })).toBeVisible();
  await context.close();
});

test("buttons keep their place, and a second click or key decides on nothing", async ({ page, browser, isMobile }) => {
  await openUploadPage(page);
  await choosePhotos(page, ...drawStreets(HASTE));
  await expect(plates(page)).toHaveCount(2 * HASTE.length);

  const { viewport, locale } = test.info().project.use;
  const context = await browser.newContext({
    ...{ viewport: viewport ?? null, locale: locale ?? "en-US" },
    ...{ isMobile, hasTouch: isMobile },
  });
  const operator = await context.newPage();
  await withPlatesOfTwoProportions(operator);
  await openAsOperator(operator, "/review");
  const confirm = confirmButton(operator);
  await confirm.scrollIntoViewIfNeeded();
  const press = async (x: number, y: number): Promise<void> =>
    isMobile ? operator.touchscreen.tap(x, y) : operator.mouse.click(x, y);

  /** Does something hasty to a plate: it decides on that one, and the next one stays as it is, in the same place. */
  async function decidesOnOne(hasty: (x: number, y: number) => Promise<void>): Promise<void> {
    await look(operator);
    const [read, plate] = [await readToConfirm(operator), await plateToConfirm(operator)];
    const [done, place] = [await doneOf(operator), await placeOf(confirm)];
    await hasty(...(await middleOf(confirm)));
    await expect.poll(() => readToConfirm(operator)).not.toBe(read);
    await expect(confirm).toBeVisible();
    expect(await placeOf(confirm)).toEqual(place);
    expect(await doneOf(operator)).toBe(done + 1);
    await expect(operator.getByText(t.spoken.confirm(plate))).toBeVisible();
    await expect(operator.getByText(t.reasonsTitle)).toHaveCount(0);
  }

  await test.step("two clicks, 250 ms apart", () =>
    decidesOnOne(async (x, y) => {
      await press(x, y);
      await operator.waitForTimeout(250);
      await press(x, y);
    }));
  await test.step("a double click", () =>
    decidesOnOne(async (x, y) => {
      if (!isMobile) return operator.mouse.dblclick(x, y);
      await press(x, y);
      await press(x, y);
    }));
  await test.step("a key that is pressed twice", () =>
    decidesOnOne(async () => {
      await operator.keyboard.press("Enter");
      await operator.waitForTimeout(100);
      await operator.keyboard.press("Enter");
    }));
  await test.step("a key that is held", () =>
    decidesOnOne(async () => {
      await operator.keyboard.down("Enter");
      await operator.waitForTimeout(600);
      for (let i = 0; i < 5; i++) await operator.keyboard.down("Enter");
      await operator.keyboard.up("Enter");
    }));

  await test.step("all in their place when a read is skipped, and its reasons in the candidates'", async () => {
    await look(operator);
    const buttons = [t.edit, t.reject, t.skip].map((name) =>
      operator.getByRole("button", { name: new RegExp(`^${name}`) }),
    );
    const before = await Promise.all([confirm, ...buttons].map(placeOf));
    const list = operator.getByRole("list", { name: t.choices }).getByRole("button").first();
    const first = await placeOf(list);
    const read = await readToConfirm(operator);
    await buttons[2]?.click();
    await expect.poll(() => readToConfirm(operator)).not.toBe(read);
    expect(await Promise.all([confirm, ...buttons].map(placeOf))).toEqual(before);
    await look(operator);
    await buttons[1]?.click();
    expect(await placeOf(operator.getByRole("button", { name: t.reasons.not_a_plate }))).toEqual(first);
  });
  await context.close();
});

test("a plate is shown as it will be stored, and what cannot be in one is refused", ONCE, async ({ page, browser }) => {
  await uploadTwo(page, "editing");
  const context = await browser.newContext({ locale: "en-US" });
  const operator = await context.newPage();
  await openAsOperator(operator, "/review");
  await expect(confirmButton(operator)).toBeVisible();
  const plate = await plateToConfirm(operator);
  await look(operator);
  await operator.keyboard.press("e");
  const field = operator.getByLabel(t.editLabel);
  await field.fill("uh1-f0f!é");
  await expect(operator.getByText(t.editStrange(["!"]))).toBeVisible();
  await operator.keyboard.press("Enter");
  await expect(field).toBeVisible();
  await field.fill("uh1-f0fé");
  await expect(operator.getByText(t.editStoredAs("UH1F0FE"))).toBeVisible();
  await operator.keyboard.press("Enter");
  await expect(operator.getByText(t.spoken.correct(plate, "UH1F0FE"))).toBeVisible();
  await context.close();
});

test("a plain user has no way to the operators' pages", ONCE, async ({ page }) => {
  await openUploadPage(page);
  await expect(page.getByRole("link", { name: texts.app.review })).toHaveCount(0);
  for (const path of ["/review", "/reads", "/plates"]) {
    await page.goto(path);
    await expect(heading(page, texts.operators.only)).toBeVisible();
  }
});
