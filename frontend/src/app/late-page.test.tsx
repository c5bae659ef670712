import { act, render, screen, waitFor } from "@testing-library/react";
import { Suspense } from "react";
import { MemoryRouter } from "react-router";
import { afterEach, describe, expect, it, vi } from "vitest";

import { warnBeforeLeaving } from "@/lib/leaving";
import { texts } from "@/lib/texts";

import { lazyPage } from "./LatePage";
import { PageBoundary } from "./places/PageBoundary";

const { late: t } = texts;

/** A page whose code comes, or not; and a web server that answers, or not. */
function open({ comes = false, answers = true, online = true } = {}) {
  const world = { comes, answers, online, asked: 0 };
  vi.spyOn(navigator, "onLine", "get").mockImplementation(() => world.online);
  vi.stubGlobal("fetch", () =>
    world.answers ? Promise.resolve(new Response()) : Promise.reject(new TypeError("Failed to fetch")),
  );
  const load = () => {
    world.asked += 1;
    return world.comes ? Promise.resolve(() => <p>The page</p>) : Promise.reject(new TypeError("No such chunk"));
  };
  const reload = vi.fn();
  const { Page } = lazyPage(load, reload);
  const page = render(
    <MemoryRouter>
      <PageBoundary>
        <Suspense>
          <Page />
        </Suspense>
      </PageBoundary>
    </MemoryRouter>,
  );
  return { world, reload, ...page };
}
const online = () => act(() => void window.dispatchEvent(new Event("online")));

afterEach(() => {
  sessionStorage.clear();
  warnBeforeLeaving("photos", 0);
});

it("a page that was fetched ahead is there at once, without a word that it loads", async () => {
  const { Page, fetch } = lazyPage(() => Promise.resolve(() => <p>The page</p>));
  await fetch();
  render(
    <Suspense fallback="Loading">
      <Page />
    </Suspense>,
  );
  expect(document.body.textContent).toBe("The page");
});

describe("a page whose code does not come", () => {
  it("says that one is offline, and opens by itself when the connection is back", async () => {
    const { world } = open({ online: false, answers: false });
    await screen.findByRole("heading", { name: t.offline.title });
    expect(screen.queryByText(texts.errors.pageBroke)).toBeNull();
    Object.assign(world, { online: true, answers: true, comes: true });
    online();
    await screen.findByText("The page");
  });

  it("says that Platebook cannot be reached where only that is so, and goes on trying", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ["setTimeout", "clearTimeout"] });
    const { world } = open({ answers: false });
    await screen.findByRole("heading", { name: t.unreachable.title });
    const { asked } = world;
    Object.assign(world, { answers: true, comes: true });
    act(() => void vi.advanceTimersByTime(60_000));
    await screen.findByText("The page");
    expect(world.asked).toBe(asked + 1);
    vi.useRealTimers();
  });

  it("is loaded in its new version: the app is reloaded, and only once", async () => {
    const first = open();
    await waitFor(() => expect(first.reload).toHaveBeenCalledOnce());
    first.unmount();

    const second = open();
    await screen.findByRole("heading", { name: t.broken.title });
    expect(second.reload).not.toHaveBeenCalled();
    act(() => screen.getByRole("button", { name: t.broken.action }).click());
    expect(second.reload).toHaveBeenCalledOnce();
    second.unmount();

    const third = open({ comes: true });
    await screen.findByText("The page");
    third.unmount();

    const later = open();
    await waitFor(() => expect(later.reload).toHaveBeenCalledOnce());
  });

  it("is not reloaded before everything that the person sent has arrived", async () => {
    warnBeforeLeaving("photos", 2);
    const { reload } = open();
    await screen.findByText(t.updated.help);
    expect(reload).not.toHaveBeenCalled();
    act(() => warnBeforeLeaving("photos", 0));
    await waitFor(() => expect(reload).toHaveBeenCalledOnce());
  });
});
