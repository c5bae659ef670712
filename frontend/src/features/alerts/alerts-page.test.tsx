import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";

import type { Alert } from "@/client";
import { alertChoices, chooseSignal } from "@/lib/alerts/choices";
import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { anAlert } from "@/testing/fake-alerts";
import { renderApp } from "@/testing/render-app";
import { aRead } from "@/testing/samples";

const { alerts: t } = texts;
const user = () => userEvent.setup({ delay: null });

function show(...alerts: Alert[]) {
  const api = new FakeApi();
  api.alerts.all = alerts;
  return renderApp({ path: "/alerts", api, auth: new FakeAuth().signedInAsOperator() });
}

afterEach(() => {
  chooseSignal("sound", false);
  chooseSignal("notification", false);
  vi.unstubAllGlobals();
});

describe("alerts", () => {
  it("are not for everybody", async () => {
    renderApp({ path: "/alerts", api: new FakeApi(), auth: new FakeAuth().signedIn() });
    await screen.findByRole("heading", { level: 1, name: texts.operators.only });
    expect(screen.queryByRole("link", { name: texts.app.alerts })).toBeNull();
  });

  it("say in words how sure they are, of what, where, and how often it was seen", async () => {
    show(anAlert({ sightings: 4 }));
    const card = within(await screen.findByRole("article", { name: t.entry("AB12CDE", "Stolen") }));
    for (const text of [t.states.confirmed, "Stolen on Monday", t.how.exact, "Riverside · North gate", t.further(3)])
      expect(card.getByText(text)).toBeTruthy();
  });

  it("that were withdrawn say why, wait for nobody, and need no photo", async () => {
    show(anAlert({ state: "withdrawn", because: "deleted", waits: false, plate: null, how: null, sightings: 0 }));
    await screen.findByText(t.because.deleted);
    expect(screen.getByText(t.noPlate)).toBeTruthy();
    expect(screen.getByText(t.noPicture)).toBeTruthy();
    expect(screen.queryByRole("button", { name: t.acknowledgeOne("AB12CDE") })).toBeNull();
  });

  it("show the plate close up out of the small picture, where it is more than a blur", async () => {
    const box = { left: 0.4, top: 0.5, width: 0.2, height: 0.05 };
    const read = aRead({ plate: "AB12CDE", bounding_box: box });
    const far = aRead({ plate: "AB12CDE", bounding_box: { ...box, width: 0.05 } });
    show(
      anAlert({ read, thumbnail_url: "https://photos.example/near.jpg" }),
      anAlert({ alert_id: "b".repeat(32), read: far, thumbnail_url: "https://photos.example/far.jpg" }),
    );
    for (const picture of await screen.findAllByAltText<HTMLImageElement>(t.pictureOf("AB12CDE"))) {
      Object.defineProperties(picture, { naturalWidth: { value: 480 }, naturalHeight: { value: 270 } });
      fireEvent.load(picture);
    }
    const shown = screen.getAllByAltText<HTMLImageElement>(texts.photo.closeUp("AB12CDE"));
    expect(shown.map(({ src }) => src)).toEqual(["https://photos.example/near.jpg"]);
  });

  it("that are late say so", async () => {
    show(anAlert({ is_late: true }));
    await screen.findByText(t.late);
  });

  it("that were found looking back say so instead", async () => {
    show(anAlert({ is_late: true, is_found_back: true }));
    await screen.findByText(t.foundBack);
    expect(screen.queryByText(t.late)).toBeNull();
  });

  it("are acknowledged with a note by keyboard", async () => {
    const { api } = show(anAlert());
    await user().type(await screen.findByLabelText(t.noteFor("AB12CDE")), "On my way{Enter}");
    await waitFor(() => expect(api.alerts.all).toMatchObject([{ waits: false, acknowledged: { note: "On my way" } }]));
    await screen.findByText("On my way");
    expect(document.activeElement?.textContent).toBe(t.entry("AB12CDE", "Stolen"));
  });

  it("that changed meanwhile are shown anew before they are acknowledged", async () => {
    const { api } = show(anAlert());
    const note = await screen.findByLabelText(t.noteFor("AB12CDE"));
    api.alerts.all = [anAlert({ version: 2, sightings: 2 })];
    await user().type(note, "{Enter}");
    await screen.findByText("This alert has changed since you saw it.");
    await screen.findByText(t.further(1));
  });

  it("are chosen by their state", async () => {
    show(anAlert(), anAlert({ alert_id: "b".repeat(32), entry_plate: "XY99ZZZ", state: "possible" }));
    await screen.findByText(t.entry("AB12CDE", "Stolen"));
    await user().click(screen.getByRole("button", { name: t.states.possible }));
    await waitFor(() => expect(screen.queryByText(t.entry("AB12CDE", "Stolen"))).toBeNull());
    expect(screen.getByText(t.entry("XY99ZZZ", "Stolen"))).toBeTruthy();
  });

  it("are counted at the way to them and in the window's title", async () => {
    show(anAlert(), anAlert({ alert_id: "b".repeat(32) }));
    await screen.findByRole("img", { name: t.waitingFor("2") });
    expect(document.title).toBe(`(2) ${texts.app.title(t.title)}`);
  });

  it("ask for the permission to notify only when that is switched on, and stay off without it", async () => {
    const requestPermission = vi.fn(() => Promise.resolve("denied"));
    vi.stubGlobal("Notification", Object.assign(vi.fn(), { requestPermission, permission: "default" }));
    show();
    const choice = await screen.findByLabelText(t.notify);
    expect(requestPermission).not.toHaveBeenCalled();
    await user().click(choice);
    await screen.findByText(t.refused);
    expect(alertChoices.notification.get()).toBe(false);
  });

  it("remember in this browser that a sound is wanted", async () => {
    show();
    await user().click(await screen.findByLabelText(t.sound));
    expect(localStorage.getItem("platebook.alerts.sound")).toBe("on");
  });
});
