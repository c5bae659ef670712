import { test, type Browser, type Locator, type Page } from "@playwright/test";

import { en as texts } from "../src/lib/texts/en/index.ts";
import { demoAdmin, demoOperator, demoUser, heading, openAsOperator, signIn, STREETS, uploadTwo } from "./person.ts";

/** The net of Lighthouse's preset "desktop": 40 ms and 10 Mbit/s. */
const NETWORK = { offline: false, latency: 40, downloadThroughput: 1_250_000, uploadThroughput: 1_250_000 };
/** As many times slower Chromium makes the processor: the preset's own, and what its tools call a slow phone's. */
const SLOWER = [1, 4] as const;
const TIMES = 3;
const LOOK_EVERY_MS = 50;

type Session = Awaited<ReturnType<Awaited<ReturnType<Browser["newContext"]>>["storageState"]>>;
type Place = { path: string; usable: (page: Page) => Locator };

const button = (page: Page, name: string): Locator => page.getByRole("button", { name, exact: true });
const firstRow = (page: Page): Locator => page.getByRole("row").nth(1);

const EVERYBODYS: readonly Place[] = [{ path: "/sign-in", usable: (page) => button(page, texts.auth.signIn) }];
const USERS: readonly Place[] = [
  { path: "/", usable: (page) => heading(page, texts.upload.title) },
  { path: "/uploads", usable: (page) => page.getByRole("main").getByRole("listitem").first() },
];
const operators = (plate: string, read: string): readonly Place[] => [
  { path: "/review", usable: (page) => page.getByRole("region", { name: texts.review.item }) },
  { path: "/reads", usable: firstRow },
  { path: `/plates#${plate}`, usable: firstRow },
  { path: read, usable: (page) => page.getByRole("heading", { name: texts.review.decide }) },
  { path: "/insights", usable: (page) => page.getByRole("heading", { name: texts.insights.byHour }) },
];
const ADMINS: readonly Place[] = [
  { path: "/audit", usable: firstRow },
  { path: "/settings", usable: (page) => button(page, texts.settings.save) },
];

async function sessionOf(browser: Browser, person: { email: string; password: string }): Promise<Session> {
  const page = await browser.newPage();
  await page.goto("/");
  await signIn(page, person);
  await heading(page, texts.upload.title).waitFor();
  const session = await page.context().storageState();
  await page.context().close();
  return session;
}

/** Waits until something is shown, and looks often: what waits by itself soon looks but twice a second. */
async function untilShown(page: Page, target: Locator): Promise<void> {
  while (!(await target.isVisible())) await page.waitForTimeout(LOOK_EVERY_MS);
}

/** Milliseconds until a page can be used by somebody whose browser has never seen it. */
async function millisecondsOf(
  browser: Browser,
  { path, usable }: Place,
  rate: number,
  session?: Session,
): Promise<number> {
  const page = await browser.newPage(session ? { storageState: session } : {});
  const tools = await page.context().newCDPSession(page);
  await tools.send("Network.enable");
  await tools.send("Network.emulateNetworkConditions", NETWORK);
  await tools.send("Emulation.setCPUThrottlingRate", { rate });
  const start = performance.now();
  await page.goto(path, { waitUntil: "commit" });
  await untilShown(page, usable(page));
  const took = performance.now() - start;
  await page.context().close();
  return took;
}

async function secondsOf(browser: Browser, place: Place, rate: number, session?: Session): Promise<number> {
  const took: number[] = [];
  for (let i = 0; i < TIMES; i++) took.push(await millisecondsOf(browser, place, rate, session));
  return (took.sort((a, b) => a - b)[Math.floor(TIMES / 2)] ?? NaN) / 1000;
}

async function show(browser: Browser, places: readonly Place[], session?: Session): Promise<void> {
  for (const place of places) {
    await millisecondsOf(browser, place, 1, session); // the function behind it starts
    const seconds: number[] = [];
    for (const rate of SLOWER) seconds.push(await secondsOf(browser, place, rate, session));
    const [fast = NaN, slow = NaN] = seconds;
    const path = place.path.replace(/#.*|(?<=reads\/).*/, "…");
    const times = (slow / fast).toFixed(1);
    console.log(`${path.padEnd(10)} ${fast.toFixed(2)} s; processor slower: ${slow.toFixed(2)} s, ${times} times`);
  }
}

test("seconds until a page can be used, with nothing in the browser's cache", async ({ page, browser }) => {
  const { plate } = STREETS.measuring;
  await uploadTwo(page, "measuring");
  const operator = await browser.newPage();
  await openAsOperator(operator, `/plates#${plate}`);
  const read = await firstRow(operator).getByRole("link", { name: plate, exact: true }).getAttribute("href");
  await operator.context().close();

  await show(browser, EVERYBODYS);
  await show(browser, USERS, await sessionOf(browser, demoUser()));
  await show(browser, operators(plate, read ?? ""), await sessionOf(browser, demoOperator()));
  await show(browser, ADMINS, await sessionOf(browser, demoAdmin()));
});
