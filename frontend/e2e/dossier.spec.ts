import { randomUUID } from "node:crypto";

import { expect, test, type Page } from "@playwright/test";

import { en as texts } from "../src/lib/texts/en/index.ts";
import { expectAccessible } from "./accessible.ts";
import { ONCE, openAsOperator, plates, uploadTwo } from "./person.ts";

const { dossier: t, notes, purpose } = texts;

/** The colours of the document and of its faintest words as they are printed. */
const printedColours = (page: Page): Promise<string[]> =>
  page.getByRole("article").evaluate((article) => {
    const faint = article.querySelector("dt") ?? article;
    return [getComputedStyle(article).color, getComputedStyle(article).backgroundColor, getComputedStyle(faint).color];
  });

test("an operator notes something of a plate, and prints its dossier", ONCE, async ({ page, browser }) => {
  // Other browsers have noted something of the same plate.
  const [tag, note] = [`tag ${randomUUID().slice(0, 8)}`, `asked to park elsewhere ${randomUUID().slice(0, 8)}`];
  await uploadTwo(page, "noting");
  const plate = (await plates(page).first().textContent()) ?? "";
  const operator = await (await browser.newContext({ colorScheme: "dark" })).newPage();
  await openAsOperator(operator, `/plates#${plate}`);
  await operator.getByLabel(notes.addTag).fill(`# ${tag.toUpperCase()}`);
  await operator.getByLabel(notes.addTag).press("Enter");
  const tags = operator.getByRole("list", { name: notes.tags, exact: true });
  await expect(tags).toContainText(tag);
  await operator.getByLabel(notes.addNote).fill(note);
  await operator.getByRole("button", { name: notes.save }).click();
  const takeBack = operator.getByRole("button", { name: notes.takeBackNote(note.slice(0, 40)) });
  await takeBack.click();
  await expect(operator.getByText(notes.takenBack)).toBeVisible();
  await expectAccessible(operator);
  await operator.getByRole("button", { name: notes.undo }).click();
  await expect(takeBack).toBeVisible();

  await operator.getByRole("button", { name: purpose.state }).click();
  await operator.getByLabel(purpose.reason).fill("stolen vehicle");
  await operator.getByLabel(purpose.reference).fill("26-114");
  await operator.getByRole("button", { name: purpose.give }).click();
  await operator.getByRole("link", { name: t.open }).click();
  await operator.getByRole("button", { name: t.make }).click();
  const document = operator.getByRole("article", { name: t.headingOf(plate) });
  for (const text of ["stolen vehicle", "26-114", note])
    await expect(document.getByText(text, { exact: true })).toBeVisible();
  await expect(document.getByText(tag)).toBeVisible();
  await expect(document.getByText(/^[0-9a-f]{64}$/).first()).toBeVisible();
  await expect(operator.getByRole("button", { name: t.print })).toBeEnabled();
  await expectAccessible(operator);

  await operator.emulateMedia({ media: "print" });
  await expect(operator.getByRole("button", { name: t.print })).toBeHidden();
  await expect(operator.getByRole("banner")).toBeHidden();
  await expect(document.getByRole("img").first()).toBeVisible();
  expect(await printedColours(operator)).toEqual(["rgb(0, 0, 0)", "rgb(255, 255, 255)", "rgb(51, 51, 51)"]);
});
