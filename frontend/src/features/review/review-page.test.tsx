import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";

import type { ReadDetail } from "@/client";
import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { failToFetch } from "@/testing/outage";
import { renderApp } from "@/testing/render-app";
import { inHaste } from "@/testing/pace";
import { inDoubt } from "@/testing/samples";

const { review: t } = texts;

const user = () => userEvent.setup({ delay: null });

function show(...details: ReadDetail[]) {
  const api = new FakeApi();
  api.reads.details = details;
  return renderApp({ path: "/review", api, auth: new FakeAuth().signedInAsOperator() });
}

/** Waits until it is a certain plate's turn. */
const turnOf = (plate: string): Promise<HTMLElement[]> =>
  screen.findAllByRole("button", { name: t.confirmPlate(plate) });
const decisions = ({ api }: ReturnType<typeof show>): string[] =>
  api.reads.reviews.map(({ readId, decision, plate, reason }) => [readId, decision, plate ?? reason].join(" ").trim());

const candidates = [
  { plate: "AB1CDE", confidence: 0.61 },
  { plate: "A81CDE", confidence: 0.3 },
];

afterEach(() => sessionStorage.clear());

describe("the review page", () => {
  it("is for operators", async () => {
    renderApp({ path: "/review", auth: new FakeAuth().signedIn() });
    await screen.findByRole("heading", { level: 1, name: texts.operators.only });
    expect(screen.queryByRole("link", { name: texts.app.review })).toBeNull();
  });

  it("teaches what it is for when nothing needs review", async () => {
    show();
    await screen.findByText(t.emptyHelp);
  });

  it("counts none as waiting once nothing is left, though the count comes late", async () => {
    show(inDoubt(1));
    await turnOf("AB1CDE");
    await screen.findByText(new RegExp(texts.live.waiting("1")));
    await user().keyboard("{Enter}");
    await screen.findByText(t.emptyHelp);
    expect(screen.queryByText(new RegExp(texts.live.waiting("1")))).toBeNull();
  });

  it("brings what is new by itself where nothing needed review", async () => {
    const { api } = show();
    await screen.findByText(t.emptyHelp);
    api.reads.details = [inDoubt(1)];
    api.version = "2";
    await turnOf("AB1CDE");
  });

  it("enlarges the photo by the keyboard, where it stands, and its keys go on acting", async () => {
    const page = show(inDoubt(1), inDoubt(2));
    const { photo } = texts;
    await turnOf("AB1CDE");
    screen.getByLabelText(photo.enlarge).focus();
    await user().keyboard(" ");
    const large = screen.getByRole("region", { name: photo.enlarged });
    expect(within(large).getByRole("img", { name: t.photo(inDoubt(1).upload.file_name) })).toBeTruthy();
    expect(screen.getByRole("link", { name: new RegExp(photo.fullSize) }).getAttribute("target")).toBe("_blank");
    await user().keyboard("{Enter}");
    expect(decisions(page)).toEqual([]);
    await user().keyboard("s");
    await turnOf("AB2CDE");
    expect(screen.queryByRole("region", { name: photo.enlarged })).toBeNull();
  });

  it("is worked from the keyboard alone", async () => {
    const page = show(inDoubt(1, { candidates }), inDoubt(2), inDoubt(3), inDoubt(4), inDoubt(5));
    const keys = user();
    await turnOf("AB1CDE");
    await keys.keyboard("2");
    await turnOf("AB2CDE");
    await keys.keyboard("{Enter}");
    await turnOf("AB3CDE");
    await keys.keyboard("x1");
    await turnOf("AB4CDE");
    await keys.keyboard("e{Backspace}f{Enter}");
    await turnOf("AB5CDE");
    await waitFor(() =>
      expect(decisions(page)).toEqual([
        "upload-1-1 correct A81CDE",
        "upload-2-1 confirm",
        "upload-3-1 reject not_a_plate",
        "upload-4-1 correct AB4CDF",
      ]),
    );
    const summary = screen.getByRole("region", { name: t.summary });
    expect(summary.textContent).toMatch(/Done4.*Corrected2Rejected1/);
  });

  it("undoes the last decision", async () => {
    const page = show(inDoubt(1), inDoubt(2));
    const keys = user();
    await turnOf("AB1CDE");
    await keys.keyboard("{Enter}");
    await turnOf("AB2CDE");
    await waitFor(() => expect(decisions(page)).toHaveLength(1));
    await keys.keyboard("u");
    await turnOf("AB1CDE");
    await waitFor(() => expect(decisions(page)).toEqual(["upload-1-1 confirm", "upload-1-1 undo"]));
    await keys.keyboard("x5");
    await waitFor(() => expect(decisions(page)[2]).toBe("upload-1-1 reject other"));
  });

  it("has a button for everything", async () => {
    const page = show(inDoubt(1, { candidates }), inDoubt(2), inDoubt(3));
    const mouse = user();
    await turnOf("AB1CDE");
    await mouse.click(screen.getByRole("button", { name: new RegExp(`${t.toCorrect} A81CDE`) }));
    await turnOf("AB2CDE");
    await mouse.click(screen.getByRole("button", { name: t.reject }));
    await mouse.click(screen.getByRole("button", { name: t.reasons.duplicate }));
    await turnOf("AB3CDE");
    await mouse.click(screen.getByRole("button", { name: t.undo }));
    await turnOf("AB2CDE");
    await mouse.click(screen.getByRole("button", { name: t.skip }));
    await turnOf("AB3CDE");
    await waitFor(() => expect(decisions(page)[0]).toBe("upload-1-1 correct A81CDE"));
  });

  it("marks doubtful characters and tells of them", async () => {
    const characters = Array.from("AB1CDE", (character, i) => ({
      character,
      confidence: i === 1 ? 0.6 : 0.99,
      alternatives: i === 1 ? [{ character: "8", confidence: 0.3 }] : [],
    }));
    const { container } = show(inDoubt(1, { characters }));
    await turnOf("AB1CDE");
    expect([...container.querySelectorAll('[data-doubtful="true"]')].map((one) => one.textContent)).toEqual(["B"]);
    expect(screen.getByText(/Doubtful: place 2, B or 8/)).toBeTruthy();
  });

  it("keeps what was being typed over a reload, and drops it when one leaves the field", async () => {
    const first = show(inDoubt(1));
    await turnOf("AB1CDE");
    await user().keyboard("e{Backspace}7");
    first.unmount();
    show(inDoubt(1));
    const field = await screen.findByLabelText<HTMLInputElement>(t.editLabel);
    expect(field.value).toBe("AB1CD7");
    await user().type(field, "{Escape}");
    await turnOf("AB1CDE");
    expect(sessionStorage).toHaveLength(0);
  });

  it("does not take an empty plate", async () => {
    const page = show(inDoubt(1));
    await turnOf("AB1CDE");
    await user().keyboard("e");
    await user().clear(await screen.findByLabelText(t.editLabel));
    await user().keyboard("-{Enter}");
    await screen.findByText(t.editEmpty);
    expect(decisions(page)).toEqual([]);
  });

  it("shows what will be stored before it is, and tells of just that afterwards", async () => {
    const page = show(inDoubt(1), inDoubt(2));
    await turnOf("AB1CDE");
    await user().keyboard("e");
    const field = await screen.findByLabelText(t.editLabel);
    await user().clear(field);
    await user().type(field, "uh1-f0fé");
    expect(screen.getByText(t.editStoredAs("UH1F0FE"))).toBeTruthy();
    await user().keyboard("{Enter}");
    await screen.findByText(t.spoken.correct("AB1CDE", "UH1F0FE"));
    await waitFor(() => expect(decisions(page)).toEqual(["upload-1-1 correct UH1F0FE"]));
  });

  it("says nothing of what is stored where it is what was typed", async () => {
    show(inDoubt(1));
    await turnOf("AB1CDE");
    await user().keyboard("e1");
    expect((await screen.findByLabelText<HTMLInputElement>(t.editLabel)).value).toBe("AB1CDE1");
    expect(screen.queryByText(t.editStoredAs("AB1CDE1"))).toBeNull();
  });

  it.each([
    ["uh1-f0f!é", t.editStrange(["!"])],
    ["京A1/", t.editStrange(["京", "/"])],
    ["A".repeat(17), t.editTooLong(16)],
  ])("refuses %s, and says why", async (typed, problem) => {
    const page = show(inDoubt(1));
    await turnOf("AB1CDE");
    await user().keyboard("e");
    const field = await screen.findByLabelText(t.editLabel);
    await user().clear(field);
    await user().type(field, typed);
    expect(screen.getByText(problem)).toBeTruthy();
    await user().keyboard("{Enter}");
    await user().click(screen.getByRole("button", { name: t.save }));
    expect(screen.getByLabelText(t.editLabel)).toBeTruthy();
    expect(decisions(page)).toEqual([]);
  });

  it("brings a read back that somebody else decided on, and says what changed", async () => {
    const { api } = show(inDoubt(1), inDoubt(2));
    await turnOf("AB1CDE");
    api.reads.decideElsewhere("upload-1-1", { decision: "correct", plate: "ZZ1" });
    await user().keyboard("{Enter}");
    await turnOf("AB2CDE");
    await waitFor(() => expect(api.reads.reviews).toHaveLength(0));
    await user().keyboard("{Enter}");
    const alert = (await screen.findByText(t.changedTitle)).closest("[role=alert]");
    expect(alert?.textContent).toMatch(/Somebody corrected it to ZZ1/);
    // No single key changes what a person decided.
    await user().keyboard("{Enter}1");
    expect(screen.getByText(t.changedTitle)).toBeTruthy();
    await user().click(screen.getByRole("button", { name: t.leave }));
    await screen.findByText(t.emptyHelp);
  });

  it("says when a decision could not be sent, and sends it again", async () => {
    const page = show(inDoubt(1), inDoubt(2));
    await turnOf("AB1CDE");
    const works = page.api.reads.fetch;
    page.api.reads.fetch = (request) => (request.url.endsWith("/review") ? failToFetch() : works(request));
    await user().keyboard("{Enter}");
    await screen.findByText(t.halted(1));
    await turnOf("AB2CDE");
    page.api.reads.fetch = works;
    await user().click(screen.getByRole("button", { name: t.sendAgain }));
    await waitFor(() => expect(decisions(page)).toEqual(["upload-1-1 confirm"]));
    expect(screen.queryByText(t.halted(1))).toBeNull();
  });

  it("remembers the order", async () => {
    const first = show(inDoubt(1));
    await turnOf("AB1CDE");
    await user().click(screen.getByRole("button", { name: t.orders.oldest }));
    await waitFor(() => expect(first.api.reads.leases.at(-1)?.order).toBe("oldest"));
    first.unmount();
    const { api } = show(inDoubt(1));
    await turnOf("AB1CDE");
    expect(api.reads.leases[0]?.order).toBe("oldest");
  });

  it("shows the keys, and lets single keys be turned off", async () => {
    const page = show(inDoubt(1), inDoubt(2));
    await turnOf("AB1CDE");
    await user().keyboard("?");
    const dialog = await screen.findByRole("dialog");
    await user().click(within(dialog).getByLabelText(t.keysOn));
    await user().click(within(dialog).getAllByRole("button", { name: t.close })[0] ?? dialog);
    await user().keyboard("{Enter}x");
    await turnOf("AB1CDE");
    expect(decisions(page)).toEqual([]);
    await user().click(screen.getByRole("button", { name: t.keys }));
    await user().click(within(await screen.findByRole("dialog")).getByLabelText(t.keysOn));
  });
});

describe("input that began before a plate was shown", () => {
  it.each(["{Enter}", "1", "s", "x", "e"])("does not count for it: %s at once after a decision", async (key) => {
    const page = show(inDoubt(1), inDoubt(2), inDoubt(3));
    await turnOf("AB1CDE");
    await user().keyboard("{Enter}");
    await turnOf("AB2CDE");
    inHaste();
    await user().keyboard(key);
    await waitFor(() => expect(decisions(page)).toEqual(["upload-1-1 confirm"]));
    await turnOf("AB2CDE");
  });

  it("does not count for it: a second click, wherever it lands", async () => {
    const page = show(inDoubt(1), inDoubt(2, { candidates }));
    await turnOf("AB1CDE");
    await user().click(screen.getByRole("button", { name: t.confirmPlate("AB1CDE") }));
    await turnOf("AB2CDE");
    inHaste();
    for (const button of [t.confirmPlate("AB2CDE"), t.reject, t.edit, t.skip, new RegExp(t.toCorrect)]) {
      const [target] = screen.getAllByRole("button", { name: button });
      if (target !== undefined) await user().click(target);
    }
    await turnOf("AB2CDE");
    await waitFor(() => expect(decisions(page)).toEqual(["upload-1-1 confirm"]));
  });

  it("does not count for it: a key that is held on", async () => {
    const page = show(inDoubt(1), inDoubt(2));
    await turnOf("AB1CDE");
    await user().keyboard("{Enter>20/}");
    await turnOf("AB2CDE");
    await waitFor(() => expect(decisions(page)).toEqual(["upload-1-1 confirm"]));
  });

  it("does not type itself into the field that it opened", async () => {
    show(inDoubt(1));
    await turnOf("AB1CDE");
    await user().keyboard("{e>5/}");
    expect((await screen.findByLabelText<HTMLInputElement>(t.editLabel)).value).toBe("AB1CDE");
  });

  it("does not choose a reason: a second click on Reject", async () => {
    const page = show(inDoubt(1));
    await turnOf("AB1CDE");
    await user().click(screen.getByRole("button", { name: t.reject }));
    inHaste();
    await user().click(screen.getByRole("button", { name: t.reasons.not_a_plate }));
    await user().click(screen.getByRole("button", { name: t.cancel }));
    expect(screen.getByText(t.reasonsTitle)).toBeTruthy();
    expect(decisions(page)).toEqual([]);
  });

  it("chooses a reason by X and its number, however fast they follow each other", async () => {
    const page = show(inDoubt(1));
    await turnOf("AB1CDE");
    await user().keyboard("x");
    inHaste(450);
    await user().keyboard("2");
    await waitFor(() => expect(decisions(page)).toEqual(["upload-1-1 reject unreadable"]));
  });

  it("takes back a decision that was noticed at once, and only that one", async () => {
    const page = show(inDoubt(1), inDoubt(2), inDoubt(3));
    await turnOf("AB1CDE");
    await user().keyboard("{Enter}");
    await turnOf("AB2CDE");
    await user().keyboard("{Enter}");
    await turnOf("AB3CDE");
    await waitFor(() => expect(decisions(page)).toHaveLength(2));
    inHaste();
    await user().keyboard("uu");
    await turnOf("AB2CDE");
    await waitFor(() => expect(decisions(page).slice(2)).toEqual(["upload-2-1 undo"]));
  });
});
