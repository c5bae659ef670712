import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";

import { expect, type Locator, type Page } from "@playwright/test";

import { en as texts } from "../src/lib/texts/en/index.ts";
import { drawScene } from "./scenes.ts";
import { stack } from "./stack.ts";

const { auth: t } = texts;

export const PASSWORD = "Correct-Horse-7";

/** Marks a test of what is the same at any width: phones need not try it again. */
export const ONCE = { tag: "@once" };

/** An email that nobody has used. */
export const newEmail = (): string => `e2e-${randomUUID()}@example.com`;

/** The account that every local stack has, without rights of an operator. */
export function demoUser(): { email: string; password: string } {
  const plain = stack.demo_users.find(({ groups }) => groups.length === 0);
  if (plain === undefined) throw new Error("The stack has no demo account without groups.");
  return plain;
}

/** The account that every local stack has, with the rights of an operator. */
export function demoOperator(): { email: string; password: string } {
  const operator = stack.demo_users.find(({ groups }) => groups.includes("operators"));
  if (operator === undefined) throw new Error("The stack has no demo account of an operator.");
  return operator;
}

/** The account that every local stack has, with the rights of an administrator. */
export function demoAdmin(): { email: string; password: string } {
  const admin = stack.demo_users.find(({ groups }) => groups.includes("admins"));
  if (admin === undefined) throw new Error("The stack has no demo account of an administrator.");
  return admin;
}

const LETTERS = "ABCDEFHJKLMNPRTUVWXYZ";

const DIGITS = "234679";

const some = (characters: string, count: number): string =>
  Array.from({ length: count }, () => characters[Math.floor(Math.random() * characters.length)]).join("");

/**
 * The plates of two vehicles, the nearer one first: for each test its own. They are not left to chance, because the
 * engine misreads some that are drawn at random.
 */
export const STREETS = {
  correcting: { plate: "B639WDX", further: "B329RKF" },
  editing: { plate: "B497RNF", further: "B964MVE" },
  looking: { plate: "B742NXB", further: "B497UKL" },
  choosing: { plate: "B426TNX", further: "B936KLR" },
  watching: { plate: "B723HNK", further: "B946PEX" },
  arriving: { plate: "B793LHK", further: "B649XRN" },
  measuring: { plate: "B632EYT", further: "B392AHY" },
  holding: { plate: "B724LKT", further: "B396NHX" },
  noting: { plate: "B634TNK", further: "B729XLD" },
} as const;

/** A Romanian plate that nobody has used, to type. */
export const newPlate = (): string => `B${some(DIGITS, 3)}${some(LETTERS, 3)}`;

export const heading = (page: Page, name: string): Locator => page.getByRole("heading", { level: 1, name });

/** The code in the newest mail to an address, once it is there. */
export async function codeFor(page: Page, email: string): Promise<string> {
  let code: string | null | undefined;
  await expect
    .poll(async () => {
      const response = await page.request.get("/local/mail", { params: { to: email } });
      const { messages } = (await response.json()) as { messages: { code: string | null }[] };
      return (code = messages[0]?.code);
    })
    .toBeTruthy();
  return code ?? "";
}

export async function signIn(page: Page, { email, password } = demoUser()): Promise<void> {
  await page.getByLabel(t.email).fill(email);
  await page.getByLabel(t.password, { exact: true }).fill(password);
  await page.getByRole("button", { name: t.signIn }).click();
}

export async function signUp(page: Page, email: string): Promise<void> {
  await page.goto("/sign-up");
  await page.getByLabel(t.email).fill(email);
  await page.getByLabel(t.password, { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: t.signUp }).click();
  await expect(heading(page, t.confirmTitle)).toBeVisible();
}

/** Opens the upload page as the demo account. */
export async function openUploadPage(page: Page): Promise<void> {
  await page.goto("/");
  await signIn(page);
  await expect(heading(page, texts.upload.title)).toBeVisible();
}

/** Opens a page as the demo account of an operator. */
export async function openAsOperator(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await signIn(page, demoOperator());
}

/** Opens a page as the demo account of an administrator. */
export async function openAsAdmin(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await signIn(page, demoAdmin());
}

/** Uploads a photo of two vehicles as the demo account: the further one's plate needs review. */
export async function uploadTwo(page: Page, street: keyof typeof STREETS): Promise<void> {
  await openUploadPage(page);
  await choosePhotos(page, drawScene({ ...STREETS[street], width: 1600, height: 900 }));
  await expect(plates(page)).toHaveCount(2);
}

/** Exports what an operator's search found as a CSV, or what was chosen where that button is named, and gives it. */
export async function exportCsv(page: Page, where: Page | Locator = page.getByRole("search")): Promise<string> {
  await where.getByRole("button", { name: texts.reads.export, exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: texts.reads.exportFormats.csv }).check();
  const saving = page.waitForEvent("download");
  await dialog.getByRole("button", { name: texts.reads.exportStart, exact: true }).click();
  return readFileSync(await (await saving).path(), "utf8");
}

/**
 * Looks at a plate before deciding, as people do: what is pressed sooner than they can does not count. Fast operators
 * take 600 ms in all.
 */
export const look = (page: Page): Promise<void> => page.waitForTimeout(600);

/** Skips until it is a plate's turn, by key alone, and looks at it. */
export async function skipTo(page: Page, plate: string): Promise<void> {
  const confirm = page.getByRole("button", { name: texts.review.confirmPlate(plate) }).first();
  await expect(async () => {
    if (!(await confirm.isVisible())) await page.keyboard.press("s");
    await expect(confirm).toBeVisible({ timeout: 1000 });
  }).toPass();
  await look(page);
}

type Photo = string | { name: string; mimeType: string; buffer: Buffer };

export async function choosePhotos(page: Page, ...photos: Photo[]): Promise<void> {
  // Playwright takes paths or contents, not a mixture.
  const paths = photos.filter((photo) => typeof photo === "string");
  const contents = photos.filter((photo) => typeof photo !== "string");
  const input = page.locator("input[type=file][multiple]");
  if (paths.length > 0) await input.setInputFiles(paths);
  if (contents.length > 0) await input.setInputFiles(contents);
}

/** The plates that are shown, of the whole page. */
export const plates = (page: Page): Locator => page.getByRole("list", { name: texts.photo.reads }).locator("strong");
