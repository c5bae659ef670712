import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";

import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { aSighting } from "@/testing/fake-notes";
import { renderApp } from "@/testing/render-app";
import { aRead } from "@/testing/samples";

import { boundsOf, isPeriod } from "./period";

const { dossier: t } = texts;

const user = () => userEvent.setup({ delay: null });
const seen = (n: number) => aRead({ read_id: `upload-${n}-0`, seen_at: `2026-05-0${n}T10:00:00Z` });

function show(auth = new FakeAuth().signedInAsOperator()) {
  const api = new FakeApi();
  api.notes.dossiers = [
    [aSighting({ read: seen(3) }), aSighting({ read: seen(2), image: null })],
    [aSighting({ read: seen(1) })],
  ];
  return renderApp({ path: "/plates/dossier#ABC1234", api, auth });
}

const make = async () => user().click(await screen.findByRole("button", { name: t.make }));
const dossier = async () => within(await screen.findByRole("article", { name: t.headingOf("ABC1234") }));

describe("a plate's dossier", () => {
  it("is made when somebody asks for it and not before, and the plate stands in no address", async () => {
    const { api } = show();
    await screen.findByRole("button", { name: t.make });
    expect(api.notes.made).toEqual([]);
    await make();
    await dossier();
    expect(api.notes.made).toEqual([{ plate: "ABC1234", limit: 25 }]);
    expect(api.requests.some(({ url }) => url.includes("ABC1234"))).toBe(false);
  });

  it("has each sighting's photo, place, status and digest, and says how many of how many are shown", async () => {
    show();
    await make();
    const made = await dossier();
    expect(made.getAllByText("5".repeat(64))).toHaveLength(2);
    expect(made.getAllByText(t.at("Gate 2", "Central"))).toHaveLength(2);
    expect(made.getByText(new RegExp(`^${t.showing(2, "3")}`))).toBeTruthy();
    expect(made.getByText(t.photoGone)).toBeTruthy();
    await user().click(screen.getByRole("button", { name: t.more(25) }));
    await waitFor(() => expect(made.getAllByText("5".repeat(64))).toHaveLength(3));
  });

  it("is printed once all photos are there, or known to be gone; their digests stay", async () => {
    const print = vi.fn();
    vi.stubGlobal("print", print);
    const { api } = show();
    api.notes.dossiers = [[aSighting({ read: seen(3) }), aSighting({ read: seen(2) })]];
    await make();
    const made = await dossier();
    const button = screen.getByRole<HTMLButtonElement>("button", { name: t.print });
    expect(button.disabled).toBe(true);
    const [first, second] = made.getAllByRole("img");
    if (first === undefined || second === undefined) throw new Error("There are two photos.");
    fireEvent.load(first);
    fireEvent.error(second);
    await screen.findByText(t.photosLoaded);
    expect(made.getByText(t.photoGone)).toBeTruthy();
    expect(made.getAllByText("5".repeat(64))).toHaveLength(2);
    await user().click(screen.getByRole("button", { name: t.print }));
    expect(print).toHaveBeenCalledOnce();
  });

  it("tells who decided what, from what to what", async () => {
    const { api } = show();
    const review = {
      decision: "correct" as const,
      reason: null,
      by: "user-2",
      by_email: "second@platebook.example",
      at: "2026-05-01T11:00:00Z",
      version: 1,
      status_before: "needs_review" as const,
      status_after: "corrected" as const,
      corrected_plate_before: null,
      corrected_plate_after: "ABC1235",
      corrected_region_before: null,
      corrected_region_after: null,
    };
    api.notes.dossiers = [[aSighting({ reviews: [review] })]];
    await make();
    const made = await dossier();
    const { needs_review, corrected } = texts.photo.readStatuses;
    expect(made.getByText(t.changed(needs_review, `${corrected} ABC1235`))).toBeTruthy();
    expect(made.getByText(/second@platebook\.example/)).toBeTruthy();
  });

  it("asks for a purpose where one is needed, and shows it", async () => {
    const { api } = show();
    api.notes.needsPurpose = true;
    await make();
    await user().type(await screen.findByLabelText(texts.purpose.reason), "stolen vehicle");
    await user().type(screen.getByLabelText(texts.purpose.reference), "26-114");
    await user().click(screen.getByRole("button", { name: texts.purpose.give }));
    const made = await dossier();
    expect(made.getByText("stolen vehicle")).toBeTruthy();
    expect(made.getByText("26-114")).toBeTruthy();
    expect(api.notes.made.at(-1)?.purpose).toEqual({ reason: "stolen vehicle", reference: "26-114" });
  });

  it("is of a period, whose end is not before its beginning", async () => {
    const { api } = show();
    fireEvent.change(await screen.findByLabelText(t.from), { target: { value: "2026-05-02" } });
    fireEvent.change(screen.getByLabelText(t.to), { target: { value: "2026-05-01" } });
    await make();
    await screen.findByText(t.periodWrong);
    expect(api.notes.made).toEqual([]);
    fireEvent.change(screen.getByLabelText(t.to), { target: { value: "2026-05-03" } });
    await make();
    await dossier();
    expect(api.notes.made[0]).toMatchObject(boundsOf({ from: "2026-05-02", to: "2026-05-03" }));
  });

  it("says that nothing is kept of a plate", async () => {
    const { api } = show();
    api.notes.dossiers = [[]];
    await make();
    expect((await dossier()).getByText(t.noSightings)).toBeTruthy();
    expect(screen.getByRole<HTMLButtonElement>("button", { name: t.print }).disabled).toBe(false);
  });

  it("is for operators", async () => {
    show(new FakeAuth().signedIn());
    await screen.findByText(texts.operators.only);
  });
});

it("a period ends with the end of its last day", () => {
  const { from, to } = boundsOf({ from: "2026-05-01", to: "2026-05-01" });
  expect(Date.parse(to ?? "") - Date.parse(from ?? "")).toBe(24 * 3_600_000);
  expect(boundsOf({ from: "", to: "" })).toEqual({});
  expect(isPeriod({ from: "", to: "2026-05-01" })).toBe(true);
});
