import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { timeZone } from "@/lib/format";
import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { aCamera, aSite } from "@/testing/fake-registry";
import { renderApp } from "@/testing/render-app";
import { narrowWindow } from "@/testing/window-width";

import { startOf } from "./range";

const { insights: t } = texts;

const COUNTS = {
  done: 9,
  failed: 1,
  "failure:damaged": 1,
  reads: 8,
  "status:accepted": 6,
  "status:needs_review": 2,
  confirmed: 1,
  corrected: 1,
  "judged:6": 2,
  "right:6": 1,
  "confused:8B": 1,
  "seconds:2": 6,
  "seconds:5": 4,
};

function show(path: string, counts: Record<string, number> | null = COUNTS) {
  const api = new FakeApi();
  const hour = new Date(startOf("2026-05-02").getTime() + 9 * 3_600_000).toISOString().slice(0, 13);
  if (counts !== null) api.admin.hours = [{ hour, counts }];
  return renderApp({ path, api, auth: new FakeAuth().signedInAsOperator() });
}
const DAYS = "/insights?from=2026-05-01&to=2026-05-03";
const figure = (label: string) => screen.getByText(label).nextElementSibling?.textContent;
const rowsOf = (table: string): (string | null)[] =>
  within(screen.getByRole("table", { name: table }))
    .getAllByRole("row")
    .slice(1)
    .map(({ textContent }) => textContent);

describe("the insights", () => {
  it("are for operators", async () => {
    renderApp({ path: "/insights", auth: new FakeAuth().signedIn() });
    await screen.findByRole("heading", { level: 1, name: texts.operators.only });
    expect(screen.queryByRole("link", { name: texts.app.insights })).toBeNull();
  });

  const METER = {
    since: "2026-05-01T00:00:00Z",
    at: "2026-05-02T02:00:00Z",
    ...{ received: 12, done: 9, failed: 1, in_flight: 2, waiting: 0, given_up: 0, unaccounted: 0 },
    ...{ sent_again: 0, no_record: 0, photos_gone: 0 },
  };
  it.each([
    [null, t.nothingLost.notYet],
    [METER, t.nothingLost.good],
    [{ ...METER, given_up: 1 }, t.nothingLost.waiting(1)],
    [{ ...METER, unaccounted: 2, sent_again: 1 }, t.nothingLost.lost(2, 1)],
    [{ ...METER, unaccounted: 3, no_record: 2 }, t.nothingLost.noRecord(2)],
    [{ ...METER, photos_gone: 1 }, t.nothingLost.photosGone(1)],
  ])("tell whether every photo is accounted for", async (meter, said) => {
    const { api } = show(DAYS);
    api.admin.nothingLost = meter;
    await screen.findByText(said);
    if (meter !== null) expect(figure(t.nothingLost.parts.in_flight)).toBe("2");
  });

  it("tell how often text detection was asked on each day, and what that costs by its list price", async () => {
    show(DAYS, { ...COUNTS, detect_text_calls: 1500 });
    await screen.findByText(t.cost("1,500", "$1.50"));
    expect(rowsOf(t.costTable)[1]).toMatch(/1,500\$1\.50$/);
    expect(rowsOf(t.costTable)[0]).toMatch(/0\$0\.00$/);
  });

  it("warn when most of the day's budget is used up", async () => {
    const { api } = show(DAYS);
    api.admin.budget = { calls_a_day: 1000, calls_today: 812, spending: "warning" };
    await screen.findByText(texts.budget.warning("812", "1,000"));
  });

  it("say nothing of a cost where nobody was asked", async () => {
    show(DAYS);
    await screen.findByText(t.figures.reads);
    expect(screen.queryByRole("table", { name: t.costTable })).toBeNull();
  });

  it("tell how many photos showed the same as before, and do not count them as read", async () => {
    show(DAYS, { ...COUNTS, done: 12, repeats: 3, "repeat:cam-0000000000": 3 });
    await screen.findByText(t.figures.repeats);
    expect(figure(t.figures.repeats)).toBe("3 (25 %)");
    expect(figure(t.figures.photos)).toBe("9");
  });

  it("tell what each registered camera brought, by its name", async () => {
    const counts = { "camera:cam-0000000001": 12, "camera_with_read:cam-0000000001": 6, "camera:cam-0000000009": 1 };
    const { api } = show(DAYS, {
      ...COUNTS,
      ...counts,
      "camera_to_review:cam-0000000001": 3,
      "repeat:cam-0000000001": 4,
    });
    const camera = aCamera({ camera_id: "cam-0000000001", name: "Gate 2" });
    api.registry.sites = [aSite({ name: "North", cameras: [camera] })];
    await screen.findByText(texts.cameras.at("Gate 2", "North"), { selector: "th" });
    expect(rowsOf(t.byCamera)).toEqual([
      [texts.cameras.at("Gate 2", "North"), "12", "6", "3", "4"].join(""),
      ["cam-0000000009", "1", "0", "0", "0"].join(""),
    ]);
  });

  it("stand below a camera's long name on a phone, where there is no room beside it", async () => {
    narrowWindow();
    const name = "Exit to the river, lower deck";
    const { api } = show(DAYS, { ...COUNTS, "camera:cam-0000000001": 12, "camera_with_read:cam-0000000001": 6 });
    api.registry.sites = [aSite({ name: "North", cameras: [aCamera({ camera_id: "cam-0000000001", name })] })];
    await screen.findByRole("rowheader", { name: texts.cameras.at(name, "North") });
    expect(rowsOf(t.byCamera)).toEqual([texts.cameras.at(name, "North"), ["12", "6", "0", "0"].join("")]);
  });

  it("say nothing of cameras where none is registered", async () => {
    show(DAYS);
    await screen.findByText(t.byDay);
    expect(screen.queryByText(t.byCamera)).toBeNull();
  });

  it("say nothing of repeats where there are none", async () => {
    show(DAYS);
    await screen.findByText(t.figures.photos);
    expect(screen.queryByText(t.figures.repeats)).toBeNull();
  });

  it("sum up the days in the address", async () => {
    const { api } = show(DAYS);
    await screen.findByText(t.figures.photos);
    expect(figure(t.figures.photos)).toBe("9");
    expect(figure(t.figures.doubtful)).toBe("2 (25 %)");
    expect(figure(t.figures.corrected)).toBe("1 (50 %)");
    expect(figure(t.figures.failed)).toBe("1 (10 %)");
    expect(figure(t.figures.median)).toBe(t.atMost(2));
    const asked = api.requests.map(({ url }) => new URL(url)).find(({ pathname }) => pathname === "/insights");
    expect(asked?.searchParams.get("from")).toMatch(/^2026-0[45]-/);
  });

  it("have each chart's numbers in a table", async () => {
    show(DAYS);
    await screen.findByText(t.figures.photos);
    expect(rowsOf(t.byDay)).toEqual(["Fri, May 100none", "Sat, May 28225 %", "Sun, May 300none"]);
    expect(rowsOf(t.confused)).toEqual(["8 is really B1"]);
    expect(rowsOf(t.trust)).toEqual(["60–70 %2150 %"]);
    expect(rowsOf(t.failures)).toEqual([`${t.failureCodes.damaged}1`]);
    expect(rowsOf(t.speed).slice(0, 4)).toEqual(["10", "26", "30", "4 to 54"]);
  });

  it("say by what they are counted, of which photos nobody knows when they were taken, and name the zone", async () => {
    show(DAYS, { done: 9, failed: 1, without_time: 2 });
    await screen.findByText(new RegExp(t.withoutTime(2, 10).slice(0, 30)));
    expect(screen.getByText(new RegExp(t.how.capture.slice(0, 30)))).toBeTruthy();
    expect(screen.getByText(t.lead(timeZone))).toBeTruthy();
    expect(screen.queryByText(t.olderByArrival)).toBeNull();
  });

  it("say where an earlier version counted by arrival alone, also where nothing else is there", async () => {
    const { api } = show(DAYS, null);
    api.admin.isComplete = false;
    await screen.findByText(t.olderByArrival);
    await screen.findByText(t.emptyHelp);
  });

  it("say what is missing where nobody has decided or failed", async () => {
    show(DAYS, { done: 1, reads: 1 });
    await screen.findByText(t.noneConfused);
    await screen.findByText(t.noneDecided);
    await screen.findByText(t.noneFailed);
  });

  it("teach what they are for where nothing was counted", async () => {
    show(DAYS, null);
    await screen.findByText(t.emptyHelp);
  });

  it("write the chosen days into the address", async () => {
    const user = userEvent.setup({ delay: null });
    const { address } = show(DAYS);
    await user.click(await screen.findByRole("button", { name: t.presets[30] }));
    await waitFor(() => expect(address()).toBe("/insights?days=30"));
    await user.click(await screen.findByRole("button", { name: t.show }));
    await waitFor(() => expect(address()).toMatch(/^\/insights\?from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d$/));
  });

  const refuse = (message: string) => () =>
    Response.json({ error: { code: "invalid_request", message, request_id: "r" } }, { status: 400 });

  it("say at the field that the days are too many, and nowhere else", async () => {
    const api = new FakeApi();
    api.nextAnswers = [refuse("to: at most 100 days at once. Choose a shorter range.")];
    renderApp({ path: "/insights?from=2025-01-01&to=2026-05-01", api, auth: new FakeAuth().signedInAsOperator() });
    await screen.findByText(t.wrong.tooLong);
    expect(screen.getByLabelText(t.to).getAttribute("aria-invalid")).toBe("true");
    expect(screen.queryByText(texts.errors.heading)).toBeNull();
  });

  it("say at the field that the days end before they begin, and ask for nothing", async () => {
    const { api } = show("/insights?from=2026-05-03&to=2026-05-01");
    await screen.findByText(t.wrong.endsBefore);
    expect(api.requests.some(({ url }) => new URL(url).pathname === "/insights")).toBe(false);
  });

  it("say why else they cannot be shown", async () => {
    const api = new FakeApi();
    api.nextAnswers = [refuse("No.")];
    renderApp({ path: DAYS, api, auth: new FakeAuth().signedInAsOperator() });
    await screen.findByText("No.");
  });
});
