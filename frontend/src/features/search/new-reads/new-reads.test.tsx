import { fireEvent, screen, within } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import type { FoundRead } from "@/client";
import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { renderApp } from "@/testing/render-app";
import { aFind } from "@/testing/samples";
import { arrive, bringNews, pass } from "@/testing/time";

const { reads: t, live } = texts;

const find = (n: number, status: "accepted" | "confirmed" = "accepted") =>
  aFind({ read_id: `upload-${n}-1`, plate: `AB${n}CDE`, status });

async function show(path = "/reads", ...pages: FoundRead[][]) {
  const api = new FakeApi();
  api.reads.found = pages.length === 0 ? [[find(1)]] : pages;
  renderApp({ path, api, auth: new FakeAuth().signedInAsOperator() });
  await arrive();
  return api;
}
const plates = (): (string | null)[] =>
  within(screen.getByRole("table"))
    .getAllByRole("rowheader")
    .map((cell) => within(cell).getAllByRole("link")[0]?.textContent ?? null);
const offer = (n: number) => screen.queryByText(live.newReads(n, false));

beforeAll(() => import("../ReadsPage"));
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("new reads", () => {
  it("show by themselves within 5 seconds, and are told of", async () => {
    const api = await show();
    api.reads.found = [[find(2), find(1)]];
    await bringNews(api);
    expect(plates()).toEqual(["AB2CDE", "AB1CDE"]);
    expect(screen.getByText(live.shown(1))).toBeTruthy();
  });

  it("are not looked for while nothing is new", async () => {
    const api = await show();
    await bringNews(api);
    const searches = api.reads.searches.length;
    api.version = "as it was";
    await bringNews(api);
    expect(api.reads.searches).toHaveLength(searches + 1);
  });

  it.each<[string, () => void]>([
    ["has the focus in the rows", () => screen.getByRole("link", { name: "AB1CDE" }).focus()],
    ["moves the pointer over them", () => fireEvent.pointerMove(screen.getByRole("link", { name: "AB1CDE" }))],
  ])("are offered to who %s, and nothing moves", async (_, work) => {
    const api = await show();
    work();
    const focused = document.activeElement;
    api.reads.found = [[find(3), find(2), find(1, "confirmed")]];
    // The pointer is moved all the time.
    const moving = setInterval(() => work(), 500);
    await bringNews(api);
    clearInterval(moving);
    expect(plates()).toEqual(["AB1CDE"]);
    expect(document.activeElement).toBe(focused);
    expect(screen.getByText(texts.photo.readStatuses.confirmed)).toBeTruthy();

    expect(offer(2)).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: live.show }));
    await pass(10);
    expect(plates()).toEqual(["AB3CDE", "AB2CDE", "AB1CDE"]);
    expect(offer(2)).toBeNull();
  });

  it("are offered to who has loaded more: no row goes by itself", async () => {
    const api = await show("/reads", [find(2)], [find(1)]);
    fireEvent.click(screen.getByRole("button", { name: t.more }));
    await bringNews(api);
    expect(plates()).toEqual(["AB2CDE", "AB1CDE"]);
    api.reads.found = [[find(3), find(2)], [find(1)]];
    await bringNews(api);
    expect(plates()).toEqual(["AB2CDE", "AB1CDE"]);
    expect(offer(1)).toBeTruthy();
  });

  it("are only those that are looked for", async () => {
    const api = await show("/reads#plate=AB1CDE&match=exact");
    await bringNews(api);
    expect(api.reads.searches.at(-1)).toMatchObject({ plate: "AB1CDE", match: "exact", is_refresh: true });
    expect(plates()).toEqual(["AB1CDE"]);
    expect(screen.queryByRole("button", { name: live.show })).toBeNull();
  });

  it("come with the next change where they cannot be had", async () => {
    const api = await show();
    api.nextAnswers = [() => Response.json({ error: { code: "invalid_request", message: "No." } }, { status: 400 })];
    api.reads.found = [[find(2), find(1)]];
    await bringNews(api);
    expect(plates()).toEqual(["AB1CDE"]);
    await bringNews(api);
    expect(plates()).toEqual(["AB2CDE", "AB1CDE"]);
  });
});
