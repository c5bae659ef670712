import { screen } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import { ASK_EVERY_MS } from "@/lib/api/changes";
import { texts } from "@/lib/texts";
import { refusal } from "@/testing/answers";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { renderApp } from "@/testing/render-app";
import { inDoubt } from "@/testing/samples";
import { arrive, pass } from "@/testing/time";

const { live: t } = texts;

async function open(path: string, auth = new FakeAuth().signedInAsOperator(), api = new FakeApi()) {
  const page = renderApp({ path, api, auth });
  await arrive();
  return page;
}

function setVisible(state: DocumentVisibilityState): void {
  vi.spyOn(document, "visibilityState", "get").mockReturnValue(state);
  document.dispatchEvent(new Event("visibilitychange"));
  dispatchEvent(new Event("visibilitychange"));
}

/** The pages' own code, which no clock brings. */
const pages = () =>
  Promise.all([
    import("@/features/search/ReadsPage"),
    import("@/features/review/ReviewPage"),
    import("@/features/insights/InsightsPage"),
    import("@/features/my-uploads/MyUploadsPage"),
  ]);

beforeAll(pages);
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("the call for what is new", () => {
  it.each(["/reads", "/review", "/insights", "/uploads"])(
    "is made once in 3.5 seconds on %s, not more",
    async (path) => {
      const { api } = await open(path);
      const before = api.asked;
      await pass(10 * ASK_EVERY_MS);
      expect(api.asked).toBe(before + 10);
    },
  );

  it("is not made for people who are no operators", async () => {
    const { api } = await open("/uploads", new FakeAuth().signedIn());
    await pass(10 * ASK_EVERY_MS);
    expect(api.asked).toBe(0);
  });

  it("rests while nobody sees the page, and is made at once when somebody does", async () => {
    const { api } = await open("/reads");
    setVisible("hidden");
    await pass(100 * ASK_EVERY_MS);
    expect(api.asked).toBe(1);
    setVisible("visible");
    await pass(0);
    expect(api.asked).toBe(2);
  });

  it("is made ever more seldom while it fails, a minute apart at most, and as often as before when it works", async () => {
    const { api } = await open("/reads");
    let fails = true;
    api.whenAsked = (_, answer) => (fails ? refusal(503, "try_again", "The service is busy.") : answer());
    await pass(1000 * ASK_EVERY_MS);
    expect(api.asked).toBeLessThan(70);
    fails = false;
    await pass(60_000);
    const before = api.asked;
    await pass(10 * ASK_EVERY_MS);
    expect(api.asked).toBe(before + 10);
  });

  it("ends when it is refused", async () => {
    const { api } = await open("/reads");
    api.whenAsked = () => refusal(403, "not_allowed", "This is for operators only.");
    await pass(100 * ASK_EVERY_MS);
    expect(api.asked).toBe(2);
  });
});

describe("how many wait", () => {
  it("stands at the way to Review, wherever one is, and beside its heading", async () => {
    const api = new FakeApi();
    api.reads.details = [inDoubt(1), inDoubt(2)];
    const { unmount } = await open("/insights", undefined, api);
    expect(screen.getByLabelText(t.waitingFor("2")).textContent).toBe("2");
    unmount();
    await open("/review", undefined, api);
    await pass(ASK_EVERY_MS);
    expect(screen.getByRole("heading", { level: 1 }).parentElement?.textContent).toContain(t.waiting("2"));
    api.reads.details = [inDoubt(3)];
    await pass(ASK_EVERY_MS);
    expect(screen.getByRole("heading", { level: 1 }).parentElement?.textContent).toContain(t.waiting("1"));
    api.reads.details = [];
    await pass(ASK_EVERY_MS);
    expect(screen.queryByText(new RegExp(t.waiting("")))).toBeNull();
  });

  it("is not told in full where it is very many", async () => {
    const api = new FakeApi();
    api.whenAsked = () => Response.json({ version: "1", waiting: 100, has_more_waiting: true });
    await open("/reads", undefined, api);
    expect(screen.getByLabelText(t.waitingFor("100+")).textContent).toBe("100+");
  });
});
