import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** What to look for in a theme: a page in the dark has other colours, and is the same page in everything else. */
const RULES = { light: STANDARD, dark: ["color-contrast"] } as const;

/** Has axe look at a page in light and dark, and the page fit its window. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect(await violations(page, [...RULES[colorScheme]]), colorScheme).toEqual([]);
  }
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(tooWide, "pixels by which the page is wider than the window").toBeLessThanOrEqual(0);
}

/** What axe finds wrong: the rule, and where. */
async function violations(page: Page, runOnly: string[]): Promise<string[]> {
  // Without the passes, and without the second page that only frames of other origins need: half the time.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"], runOnly }).setLegacyMode(true);
  const found = (await axe.analyze()).violations;
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}
