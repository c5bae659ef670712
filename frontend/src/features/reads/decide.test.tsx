import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";

import type { ReadDetail } from "@/client";
import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { inHaste } from "@/testing/pace";
import { renderApp } from "@/testing/render-app";
import { aDetail, anUpload } from "@/testing/samples";

const PAGE = "/reads/upload-1-1";
const show = (api: FakeApi, path = PAGE) => renderApp({ path, api, auth: new FakeAuth().signedIn() });
const user = () => userEvent.setup({ delay: null });

describe("deciding on a read's page", () => {
  afterEach(() => sessionStorage.clear());

  function showToOperator(detail: ReadDetail) {
    const api = new FakeApi();
    api.reads.details = [detail];
    return renderApp({ path: PAGE, api, auth: new FakeAuth().signedInAsOperator() });
  }
  const readInDoubt = (): ReadDetail => aDetail({ status: "needs_review", version: 0 });
  const history = () => screen.getByRole("list", { name: texts.review.history });

  it("is for operators", async () => {
    const api = new FakeApi();
    api.uploads = [anUpload()];
    show(api);
    await screen.findByText(texts.review.noHistory);
    expect(screen.queryByRole("button", { name: texts.review.reject })).toBeNull();
  });

  it("shows the corrected plate beside what the machine read, and each decision", async () => {
    showToOperator(readInDoubt());
    await screen.findByRole("heading", { level: 1, name: "ABC1234" });
    await user().keyboard("e{Backspace}5{Enter}");
    await screen.findByRole("heading", { level: 1, name: /ABC1235.*read as ABC1234/ });
    expect(history().textContent).toMatch(/Corrected to ABC1235.*by operator-2/);
    await user().click(screen.getByRole("button", { name: texts.review.undo }));
    await screen.findByRole("heading", { level: 1, name: "ABC1234" });
    expect(history().textContent).toMatch(/Taken back: Needs review again/);
  });

  it("shows the keys on ?", async () => {
    showToOperator(readInDoubt());
    await screen.findByRole("heading", { level: 1, name: "ABC1234" });
    await user().keyboard("?");
    expect((await screen.findByRole("dialog", { name: texts.review.keysTitle })).textContent).toContain("1-5");
  });

  it("names who uploaded and who decided, and has the raw detections to save", async () => {
    const detail = aDetail({ uploader_email: "ann@example.com" }, { detections_url: "http://s3.test/detections" });
    showToOperator(detail);
    const link = await screen.findByRole("link", { name: texts.read.saveDetections });
    expect(link.getAttribute("href")).toBe("http://s3.test/detections");
    expect(screen.getByText("ann@example.com")).toBeTruthy();
  });

  it("says that somebody else was faster, and shows how it stands", async () => {
    const { api } = showToOperator(readInDoubt());
    await screen.findByRole("heading", { level: 1, name: "ABC1234" });
    api.reads.decideElsewhere("upload-1-1", { decision: "reject", reason: "duplicate" });
    await user().click(screen.getByRole("button", { name: texts.review.confirmPlate("ABC1234") }));
    await screen.findByText(texts.review.changedTitle);
    await waitFor(() => expect(history().textContent).toMatch(/Rejected: Already seen/));
    await user().click(screen.getByRole("button", { name: texts.review.changeDecision }));
    await user().click(screen.getByRole("button", { name: texts.review.confirmPlate("ABC1234") }));
    await waitFor(() => expect(history().textContent).toMatch(/Confirmed/));
  });

  it("keeps a correction that was not taken, with the API's sentence", async () => {
    const { api } = showToOperator(readInDoubt());
    await screen.findByRole("heading", { level: 1, name: "ABC1234" });
    api.nextAnswers = [
      () =>
        Response.json({ error: { code: "invalid_request", message: "Too long.", request_id: "r" } }, { status: 400 }),
    ];
    await user().keyboard("e999{Enter}");
    await screen.findByText("Too long.");
    expect((await screen.findByLabelText<HTMLInputElement>(texts.review.editLabel)).value).toBe("ABC1234999");
    sessionStorage.clear();
  });

  const KEYS = ["{Enter}", "1", "u", "x1", "e9{Enter}"];

  it.each(
    KEYS.flatMap((key) => (["confirmed", "corrected", "rejected"] as const).map((status) => [key, status] as const)),
  )("takes no key for it once it is decided: %s, %s", async (key, status) => {
    const { api } = showToOperator(aDetail({ status, corrected_plate: status === "corrected" ? "XY99ZZ" : null }));
    await screen.findByText(texts.review.decided);
    await user().keyboard(key);
    expect(screen.queryByLabelText(texts.review.editLabel)).toBeNull();
    expect(api.reads.reviews).toEqual([]);
  });

  it("changes a decision as a step of its own, and by no single key even then", async () => {
    const { api } = showToOperator(aDetail({ status: "corrected", corrected_plate: "XY99ZZ" }));
    await user().click(await screen.findByRole("button", { name: texts.review.changeDecision }));
    await user().keyboard("{Escape}1");
    await user().click(document.body);
    await user().keyboard("{Enter}");
    expect(api.reads.reviews).toEqual([]);
    await user().keyboard("x5");
    await waitFor(() => expect(history().textContent).toMatch(/Rejected: Another reason/));
    await waitFor(() => expect(screen.queryByRole("button", { name: texts.review.reject })).toBeNull());
    expect(screen.getByRole("button", { name: texts.review.changeDecision })).toBeTruthy();
  });

  it("leaves a decision as it is", async () => {
    const { api } = showToOperator(aDetail({ status: "confirmed" }));
    await user().click(await screen.findByRole("button", { name: texts.review.changeDecision }));
    await user().click(screen.getByRole("button", { name: texts.review.leave }));
    expect(screen.queryByRole("button", { name: texts.review.reject })).toBeNull();
    expect(api.reads.reviews).toEqual([]);
  });

  it("takes no decision back by the second click of the one that made it", async () => {
    const { api } = showToOperator(readInDoubt());
    await user().click(await screen.findByRole("button", { name: texts.review.confirmPlate("ABC1234") }));
    await screen.findByText(texts.review.decided);
    inHaste();
    await user().click(screen.getByRole("button", { name: texts.review.undo }));
    await user().click(screen.getByRole("button", { name: texts.review.changeDecision }));
    expect(screen.queryByRole("button", { name: texts.review.reject })).toBeNull();
    expect(api.reads.reviews).toHaveLength(1);
  });

  it.each(["needs_review", "accepted"] as const)("is not confirmed by Enter, which opens pages: %s", async (status) => {
    const { api } = showToOperator(aDetail({ status }));
    await screen.findByRole("button", { name: texts.review.confirmPlate("ABC1234") });
    await user().keyboard("{Enter}{Enter}");
    expect(api.reads.reviews).toEqual([]);
    await user().keyboard("1");
    await waitFor(() => expect(api.reads.reviews).toHaveLength(1));
  });

  it("takes no key that came before the page was looked at", async () => {
    inHaste();
    const { api } = showToOperator(readInDoubt());
    await screen.findByRole("button", { name: texts.review.confirmPlate("ABC1234") });
    await user().keyboard("1x1");
    expect(api.reads.reviews).toEqual([]);
  });

  it("brings into view first what a key acts on", async () => {
    const { api } = showToOperator(readInDoubt());
    await screen.findByRole("button", { name: texts.review.confirmPlate("ABC1234") });
    const below = new DOMRect(0, innerHeight - 20, 300, 200);
    const places = vi.spyOn(Element.prototype, "getBoundingClientRect").mockReturnValue(below);
    const brought = vi.spyOn(Element.prototype, "scrollIntoView");
    await user().keyboard("1");
    expect(brought).toHaveBeenCalled();
    expect(api.reads.reviews).toEqual([]);
    places.mockReturnValue(new DOMRect(0, 100, 300, 200));
    await user().keyboard("1");
    await waitFor(() => expect(api.reads.reviews).toHaveLength(1));
  });

  it("leads an operator to all reads and to the plate's history", async () => {
    showToOperator(aDetail({ uploader: "somebody" }));
    const link = await screen.findByRole("link", { name: texts.reads.allSightings });
    expect(link.getAttribute("href")).toBe("/plates#ABC1234");
    expect(screen.getByRole("link", { name: texts.plate.back }).getAttribute("href")).toBe("/reads");
    expect(screen.queryByRole("link", { name: "gate.jpg" })).toBeNull();
  });
});
