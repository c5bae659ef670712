import { expect, type Page } from "@playwright/test";
import axe from "axe-core";

const STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** What to look for in a theme: a page in the dark has other colours, and is the same page in everything else. */
const RULES = { light: STANDARD, dark: ["color-contrast"] } as const;

/** Has axe look at a page in light and dark, and the page fit its window. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await violations(page, [...RULES[colorScheme]]), colorScheme).toEqual([]);
  }
  // What a phone shows of a page grows with the page, and `innerWidth` with it.
  const tooWide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(tooWide, "pixels by which the page is wider than the window").toBeLessThanOrEqual(0);
}

/** What axe finds wrong: the rule, and where. */
async function violations(page: Page, runOnly: string[]): Promise<string[]> {
  // Half a megabyte of source: once for both themes. No page has frames, so that it need not look for any.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const found = await page.evaluate(
    async (options) => {
      const results = await (window as unknown as { axe: typeof axe }).axe.run(options);
      return results.violations.map(({ id, nodes }) => ({ id, targets: nodes.map(({ target }) => target) }));
    },
    { resultTypes: ["violations"], runOnly } satisfies axe.RunOptions,
  );
  return found.map(({ id, targets }) => `${id}: ${targets.map((target) => target.join(" ")).join(", ")}`);
}
