import { fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { renderApp } from "@/testing/render-app";
import { arrive, bringNews, pass } from "@/testing/time";

import { OVER_EVERY_MS } from "./use-insights";

const { insights: t } = texts;

const NOON = new Date("2026-05-09T12:00:00Z");
const [TODAY, BEFORE] = ["2026-05-09T11", "2026-05-05T11"];

async function show(path: string) {
  const api = new FakeApi();
  api.admin.hours = [
    { hour: BEFORE, counts: { done: 1 } },
    { hour: TODAY, counts: { done: 2 } },
  ];
  renderApp({ path, api, auth: new FakeAuth().signedInAsOperator() });
  await arrive();
  const asked = (): string[] =>
    api.requests
      .map(({ url }) => new URL(url))
      .filter(({ pathname }) => pathname === "/insights")
      .map(({ searchParams }) => `${searchParams.get("from")} ${searchParams.get("to")} ${searchParams.get("by")}`);
  return { api, asked };
}
const photos = () => screen.getByText(t.figures.photos).nextElementSibling?.textContent;

beforeAll(() => import("./InsightsPage"));
beforeEach(() => void vi.useFakeTimers({ now: NOON }));
afterEach(() => void vi.useRealTimers());

describe("insights that one looks at", () => {
  it("are brought up to date within 5 seconds", async () => {
    const { api } = await show("/insights?days=1");
    expect(photos()).toBe("2");
    api.admin.hours = [{ hour: TODAY, counts: { done: 3 } }];
    await bringNews(api);
    expect(photos()).toBe("3");
  });

  it("are days that are over and days that are not: the former are looked at once a minute, however much is new", async () => {
    const { api, asked } = await show("/insights?days=7");
    expect(photos()).toBe("3");
    const [over = "", live = ""] = asked();
    expect([over, live].every((one) => one.endsWith(" capture"))).toBe(true);
    const times = (part: string) => asked().filter((one) => one === part).length;
    for (let change = 0; change < 10; change += 1) await bringNews(api);
    expect([times(over), times(live)]).toEqual([2, 11]);
    api.admin.hours = [{ hour: BEFORE, counts: { done: 7 } }];
    await pass(OVER_EVERY_MS);
    expect(times(over)).toBe(3);
    expect(photos()).toBe("9");
  });

  it("by arrival have no news of days that are over", async () => {
    const { api, asked } = await show("/insights?days=7&by=arrival");
    const [over = ""] = asked();
    for (let change = 0; change < 3; change += 1) await bringNews(api);
    expect(asked().filter((one) => one === over)).toHaveLength(1);
    expect(asked().every((one) => one.endsWith(" arrival"))).toBe(true);
  });

  it("go on with the next day at midnight", async () => {
    const { api, asked } = await show("/insights?days=1");
    vi.setSystemTime(new Date("2026-05-10T12:00:00Z"));
    await bringNews(api);
    expect(asked().at(-1)).toContain("2026-05-10");
  });

  it("are counted anew by arrival, and back, by a switch", async () => {
    const { api } = await show("/insights?days=1");
    api.admin.hoursByCapture = [{ hour: TODAY, counts: { done: 5 } }];
    await bringNews(api);
    expect(photos()).toBe("5");
    fireEvent.click(screen.getByRole("button", { name: t.by.arrival }));
    await pass(100);
    expect(photos()).toBe("2");
    expect(screen.getByText(t.how.arrival)).toBeTruthy();
  });
});
