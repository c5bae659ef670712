import { test, type Browser } from "@playwright/test";

import { en as texts } from "../src/lib/texts/en/index.ts";

/** A poor mobile network: 50 kB/s and a tenth of a second there and back. */
const NETWORK = { offline: false, latency: 100, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const TIMES = 3;

type Took = { text: number; form: number; kilobytes: number };

/** Seconds until there is something to read, and until somebody can sign in, in a browser that has never been here. */
async function signInOnce(browser: Browser): Promise<Took> {
  const page = await browser.newPage();
  const tools = await page.context().newCDPSession(page);
  await tools.send("Network.enable");
  await tools.send("Network.emulateNetworkConditions", NETWORK);
  let bytes = 0;
  tools.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  const start = performance.now();
  await page.goto("/sign-in", { waitUntil: "commit" });
  await page.getByRole("button", { name: texts.auth.signIn, exact: true }).waitFor();
  const form = performance.now() - start;
  const text = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN);
  await page.context().close();
  return { text: text / 1000, form: form / 1000, kilobytes: bytes / 1000 };
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

test("seconds to the sign-in at 50 kB/s", async ({ browser }) => {
  const took: Took[] = [];
  for (let i = 0; i < TIMES; i++) took.push(await signInOnce(browser));
  const of = (name: keyof Took): string => median(took.map((one) => one[name])).toFixed(1);
  console.log(`/sign-in at 50 kB/s: first text ${of("text")} s, form ${of("form")} s, ${of("kilobytes")} kB`);
});
