import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";

import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { renderApp } from "@/testing/render-app";
import { aFind } from "@/testing/samples";

const { reads: t } = texts;

const user = () => userEvent.setup({ delay: null });

function show(path: string, prepare: (api: FakeApi) => void = () => undefined) {
  const api = new FakeApi();
  prepare(api);
  return renderApp({ path, api, auth: new FakeAuth().signedInAsOperator() });
}
const refuse = (message: string) => () =>
  Response.json({ error: { code: "invalid_request", message, request_id: "r" } }, { status: 400 });
const rows = () => screen.getAllByRole("row").slice(1);

describe("the page of all reads", () => {
  it("is for operators", async () => {
    renderApp({ path: "/reads", auth: new FakeAuth().signedIn() });
    await screen.findByRole("heading", { level: 1, name: texts.operators.only });
  });

  it("shows each read with its correction, and the ways on", async () => {
    const corrected = aFind({ status: "corrected", corrected_plate: "ABC1235", camera_id: "gate-2" });
    show("/reads", ({ reads }) => (reads.found = [[corrected]]));
    await screen.findByText("ABC1235");
    expect(rows()[0]?.textContent).toMatch(/ABC1235read as ABC1234.*Corrected.*97 %.*Romania.*gate-2/);
    expect(screen.getByRole("link", { name: t.allSightings }).getAttribute("href")).toBe("/plates#ABC1235");
    expect(screen.getByRole("link", { name: "ABC1235" }).getAttribute("href")).toBe("/reads/upload-1-1");
  });

  it("asks for what the address says, and says how each matches", async () => {
    const path = "/reads?status=accepted&least_confidence=0.5&from=2026-05-01T00:00:00Z#plate=A8C1234&match=fuzzy";
    const { api } = show(path, ({ reads }) => (reads.found = [[aFind({ closeness: "confusable" })]]));
    await screen.findByText(t.closeness.confusable);
    expect(api.reads.searches[0]).toEqual({
      plate: "A8C1234",
      match: "fuzzy",
      status: "accepted",
      least_confidence: 0.5,
      from: "2026-05-01T00:00:00.000Z",
      limit: 25,
    });
  });

  it("writes what is looked for into the address, the plate after the #", async () => {
    const { api, address } = show("/reads");
    await screen.findByText(t.nothing);
    await user().type(screen.getByLabelText(t.fields.plate), "ab 12");
    await user().type(screen.getByLabelText(t.fields.cameraId), "gate-2");
    await user().click(screen.getByRole("button", { name: t.search }));
    await waitFor(() => expect(address()).toBe("/reads?camera_id=gate-2#plate=ab+12&match=exact"));
    await waitFor(() => expect(api.reads.searches.at(-1)).toMatchObject({ plate: "ab 12", camera_id: "gate-2" }));
  });

  it("goes on over empty pages by itself, then offers to", async () => {
    const { api } = show("/reads", ({ reads }) => (reads.found = [...Array.from({ length: 7 }, () => []), [aFind()]]));
    await screen.findByRole("button", { name: t.goOn });
    expect(api.reads.searches).toHaveLength(5);
    await user().click(screen.getByRole("button", { name: t.goOn }));
    await screen.findByText("ABC1234");
  });

  it("loads more on demand", async () => {
    show("/reads", ({ reads }) => (reads.found = [[aFind()], [aFind({ read_id: "2", plate: "XY99ZZ" })]]));
    await screen.findByText("ABC1234");
    await user().click(screen.getByRole("button", { name: t.more }));
    await screen.findByText("XY99ZZ");
    expect(screen.queryByRole("button", { name: t.more })).toBeNull();
  });

  it("says at the field what is wrong with it", async () => {
    show("/reads#plate=*&match=pattern", (api) => (api.nextAnswers = [refuse("plate: there is no letter in it.")]));
    await screen.findByText(t.wrong.plate);
    expect(screen.getByLabelText(t.fields.plate).getAttribute("aria-invalid")).toBe("true");
    expect(screen.queryByText(/There is no letter/i)).toBeNull();
  });

  it("says it at each of several fields, in the person's own language", async () => {
    const said = "region: this is not written as it should be; docs/openapi.json says how. camera_id: give at most 64.";
    show("/reads?region=%21&camera_id=x", (api) => (api.nextAnswers = [refuse(said)]));
    await screen.findByText(t.wrong.region);
    expect(screen.getByText(t.wrong.camera_id)).toBeTruthy();
    expect(screen.queryByText(t.wrong.plate)).toBeNull();
  });

  it("takes a plate with * or ? for a pattern", async () => {
    const { address } = show("/reads");
    await screen.findByText(t.nothing);
    await user().type(screen.getByLabelText(t.fields.plate), "B*12");
    await user().click(screen.getByRole("button", { name: t.search }));
    await waitFor(() => expect(address()).toBe("/reads#plate=B*12&match=pattern"));
  });

  it("keeps the further filters open as they were left, and has times to choose with one press", async () => {
    const { address } = show("/reads");
    await screen.findByText(t.nothing);
    const more = () => screen.getByRole("button", { name: t.moreFilters });
    expect(more().getAttribute("aria-expanded")).toBe("false");
    await user().click(more());
    await user().click(screen.getByRole("button", { name: t.presets.yesterday }));
    await user().click(screen.getByRole("button", { name: t.search }));
    await waitFor(() => expect(address()).toMatch(/^\/reads\?from=.*&to=/));
    expect(more().getAttribute("aria-expanded")).toBe("true");
    await user().click(screen.getByRole("button", { name: t.clear }));
    await waitFor(() => expect(address()).toBe("/reads"));
    expect(more().getAttribute("aria-expanded")).toBe("true");
  });

  it("says any other problem above the reads, and tries again", async () => {
    show("/reads", (api) => (api.nextAnswers = [refuse("The cursor is of another search.")]));
    await screen.findByText("The cursor is of another search.");
    await user().click(screen.getByRole("button", { name: texts.errors.tryAgain }));
    await screen.findByText(t.nothing);
  });
});

describe("exporting", () => {
  it("puts the pieces into one file, and asks for what the page shows", async () => {
    const saved: Blob[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockReturnValue(undefined);
    vi.stubGlobal(
      "URL",
      Object.assign(URL, {
        createObjectURL: (blob: Blob) => {
          saved.push(blob);
          return "blob:1";
        },
        revokeObjectURL: () => undefined,
      }),
    );
    const { api } = show("/reads?status=accepted", ({ reads }) => (reads.pieces = ['{"a":1}\n', '{"a":2}\n{"a":3}\n']));
    await screen.findByText(t.nothing);
    await user().click(screen.getByRole("button", { name: t.export }));
    await user().click(await screen.findByRole("menuitem", { name: t.exportFormats.jsonl }));
    await screen.findByText(t.exported(3));
    expect(saved.map(({ size }) => size)).toEqual([24]);
    expect(api.reads.exports).toEqual([
      { status: "accepted", format: "jsonl", limit: 500 },
      { status: "accepted", format: "jsonl", limit: 500, cursor: "1" },
    ]);
  });

  it("says why it failed", async () => {
    const { api } = show("/reads");
    await screen.findByText(t.nothing);
    api.nextAnswers = [refuse("Not just now.")];
    await user().click(screen.getByRole("button", { name: t.export }));
    await user().click(await screen.findByRole("menuitem", { name: t.exportFormats.csv }));
    await screen.findByText("Not just now.");
  });

  it("can be cancelled", async () => {
    const { api } = show("/reads");
    await screen.findByText(t.nothing);
    api.nextAnswers = [() => new Promise(() => undefined)];
    await user().click(screen.getByRole("button", { name: t.export }));
    await user().click(await screen.findByRole("menuitem", { name: t.exportFormats.csv }));
    const progress = (await screen.findByText(t.exportedSoFar(0))).closest("[role=status]");
    if (!(progress instanceof HTMLElement)) throw new Error("the progress is told to nobody");
    await user().click(within(progress).getByRole("button", { name: t.cancelExport }));
    await waitFor(() => expect(screen.queryByText(t.exportedSoFar(0))).toBeNull());
  });
});
