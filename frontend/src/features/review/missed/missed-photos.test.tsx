import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";

import { texts } from "@/lib/texts";
import { FakeAuth } from "@/testing/fake-auth";
import { judged, show, turnOf } from "@/testing/missed-page";
import { cutOff, mend } from "@/testing/outage";
import { inHaste, takingTime } from "@/testing/pace";
import { renderApp } from "@/testing/render-app";
import { inDoubt } from "@/testing/samples";

const { missed: m, review } = texts;
const { queue: t } = m;

const user = () => userEvent.setup({ delay: null });

afterEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});

describe("photos without a plate", () => {
  it("are reached by a switch, and left by it", async () => {
    const page = show(1, "/review");
    page.api.reads.details = [inDoubt(1)];
    await user().click(await screen.findByRole("button", { name: t.choices.no_plate }));
    await turnOf(1);
    expect(page.address()).toBe("/review?queue=no_plate");
    await user().click(screen.getByRole("button", { name: t.choices.doubt }));
    await screen.findByRole("button", { name: review.confirmPlate("AB1CDE") });
  });

  it("are worked from the keyboard alone", async () => {
    const page = show(3);
    const keys = user();
    await turnOf(1);
    screen.getByText(t.waiting(3));
    await keys.keyboard("x");
    await turnOf(2);
    await keys.keyboard("s");
    await turnOf(3);
    await keys.keyboard("exy34zab{Enter}");
    await turnOf(2);
    await keys.keyboard("x");
    await screen.findByText(t.empty);
    expect(judged(page)).toEqual(["empty-1 no_plate", "empty-2 no_plate"]);
    expect(page.api.missed.typed).toEqual([{ uploadId: "empty-3", plate: "XY34ZAB", bounding_box: null }]);
  });

  it("come back by an undo, whether there was no plate or one was typed", async () => {
    const page = show(2);
    const keys = user();
    await turnOf(1);
    await keys.keyboard("x");
    await turnOf(2);
    await keys.keyboard("u");
    await turnOf(1);
    expect(judged(page)).toEqual(["empty-1 no_plate", "empty-1 undo"]);
    await keys.keyboard("exy34zab{Enter}");
    await turnOf(2);
    await keys.keyboard("u");
    await turnOf(1);
    expect(page.api.missed.said).toEqual([{ readId: "empty-1-100", what: "take-back" }]);
  });

  it("are not judged by the second click of a double click, nor by a key struck twice", async () => {
    const page = show(3);
    await turnOf(1);
    await user().click(screen.getByRole("button", { name: t.none }));
    await turnOf(2);
    inHaste();
    for (const name of [t.none, review.skip, m.type])
      await user().click(screen.getByRole("button", { name: new RegExp(`^${name}`) }));
    await user().keyboard("x");
    await turnOf(2);
    expect(judged(page)).toEqual(["empty-1 no_plate"]);
    takingTime();
    await user().keyboard("x");
    await turnOf(3);
    expect(judged(page)).toEqual(["empty-1 no_plate", "empty-2 no_plate"]);
  });

  it("are not judged by a press that began before they were shown, however late it ends", async () => {
    const page = show(2);
    const finger = user();
    await turnOf(1);
    const none = (): HTMLElement => screen.getByRole("button", { name: new RegExp(`^${t.none}`) });
    vi.spyOn(Event.prototype, "timeStamp", "get").mockReturnValue(performance.now());
    await finger.pointer({ keys: "[MouseLeft>]", target: none() });
    takingTime();
    await user().keyboard("s");
    await turnOf(2);
    vi.spyOn(Event.prototype, "timeStamp", "get").mockReturnValue(performance.now() + 60_000);
    await finger.pointer({ keys: "[/MouseLeft]", target: none() });
    fireEvent.click(none(), { detail: 1 });
    await turnOf(2);
    expect(judged(page)).toEqual([]);
  });

  it("are enlarged by the keyboard, where a finger then moves them and a mouse still draws", async () => {
    show(1);
    await turnOf(1);
    screen.getByLabelText(texts.photo.enlarge).focus();
    await user().keyboard(" ");
    screen.getByRole("link", { name: new RegExp(texts.photo.fullSize) });
    const large = screen.getByRole("region", { name: texts.photo.enlarged });
    const image = within(large).getByRole("img", { name: m.photoToDrawIn("empty-1.jpg") });
    // jsdom lays nothing out, and knows no capture of pointers.
    Element.prototype.setPointerCapture = () => undefined;
    const layout = vi.spyOn(HTMLElement.prototype, "getBoundingClientRect");
    layout.mockReturnValue({ left: 0, top: 0, width: 200, height: 100 } as DOMRect);
    const draw = (pointerType: string): void => {
      const press = { pointerType, isPrimary: true, button: 0, pointerId: 1 };
      fireEvent.pointerDown(image, { ...press, clientX: 10, clientY: 10 });
      fireEvent.pointerMove(image, { ...press, clientX: 60, clientY: 40 });
      // Nothing moves the photo under the pointer: the fields come once the box is drawn.
      expect(screen.queryByText(m.help)).toBeNull();
      fireEvent.pointerUp(image, { ...press, clientX: 60, clientY: 40 });
    };
    draw("touch");
    expect(screen.queryByText(m.boxDrawn)).toBeNull();
    draw("mouse");
    await screen.findByText(m.boxDrawn);
    layout.mockRestore();
    await user().keyboard("{Escape}");
    await screen.findByRole("button", { name: new RegExp(`^${t.none}`) });
  });

  it("come in the order that was chosen, also the next time", async () => {
    const { api, unmount } = show(1);
    await turnOf(1);
    await user().click(screen.getByRole("button", { name: t.orders.newest }));
    await waitFor(() => expect(api.missed.leases.map(({ order }) => order)).toEqual(["oldest", "newest"]));
    unmount();
    const again = show(1);
    await turnOf(1);
    expect(again.api.missed.leases[0]?.order).toBe("newest");
  });

  it("that somebody else has settled are told of, and gone", async () => {
    const page = show(2);
    await turnOf(1);
    page.api.missed.photos = page.api.missed.photos.map((photo, i) =>
      i === 0 ? { ...photo, version: 7, is_waiting: false } : photo,
    );
    await user().keyboard("x");
    await screen.findByText(/Somebody else was faster/);
    await turnOf(2);
  });

  it("are gone on with after an outage by themselves, also by who skipped all that was at hand", async () => {
    const page = show(2);
    await turnOf(1);
    cutOff();
    await user().keyboard("s");
    await turnOf(2);
    await user().keyboard("s");
    await screen.findByText(texts.errors.network);
    await turnOf(1);
    mend(page);
    await waitFor(() => expect(screen.queryByText(texts.errors.network)).toBeNull());
    await user().keyboard("s");
    await turnOf(2);
    await user().keyboard("x");
    await waitFor(() => expect(judged(page)).toEqual(["empty-2 no_plate"]));
  });

  it("are asked for at once when the network is back", async () => {
    const page = show(1);
    await turnOf(1);
    cutOff();
    await user().keyboard("s");
    await screen.findByText(texts.errors.network);
    mend(page);
    const soon = { timeout: 1_500 }; // before it would be tried again by itself
    await waitFor(() => {
      dispatchEvent(new Event("online"));
      expect(screen.queryByText(texts.errors.network)).toBeNull();
    }, soon);
    await user().keyboard("x");
    await screen.findByText(t.empty);
    expect(judged(page)).toEqual(["empty-1 no_plate"]);
  });

  it("are told of when there are none", async () => {
    show(0);
    await screen.findByText(t.emptyHelp);
  });

  it("are for operators", async () => {
    renderApp({ path: "/review?queue=no_plate", auth: new FakeAuth().signedIn() });
    await screen.findByRole("heading", { level: 1, name: texts.operators.only });
  });
});
