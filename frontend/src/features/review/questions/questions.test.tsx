import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { cutOff, mend } from "@/testing/outage";
import { inHaste } from "@/testing/pace";
import { anExit, aQuestion, aSiteNow } from "@/testing/parking-samples";
import { renderApp, type World } from "@/testing/render-app";

const { questions: t, visit: v } = texts;
const user = () => userEvent.setup({ delay: null });

/** The same question of another vehicle, which left later. */
const another = aQuestion({ visit_id: "upload-3-1", plate: "XY99ZZZ", exit: anExit({ at: "2026-05-01T11:00:00Z" }) });

function show(...visits: ReturnType<typeof aQuestion>[]) {
  const api = new FakeApi();
  api.parking.visits = visits;
  api.parking.sites = [aSiteNow({ questions: visits.length })];
  return renderApp({ path: "/review?queue=questions", api, auth: new FakeAuth().signedInAsOperator() });
}

const shown = () => screen.findByRole("region", { name: t.item });
const answers = ({ api }: World): number => api.requests.filter(({ url }) => url.endsWith("/answer")).length;

describe("questions about visits", () => {
  it("are answered by a digit, and the next one comes", async () => {
    const page = show(aQuestion(), another);
    await shown();
    await user().keyboard("2");
    await screen.findByText(t.chosen("AB12CDE"), { exact: false });
    expect(page.api.parking.visits[0]).toMatchObject({ has_question: false, entry: { read_id: "entry-2-1" } });
    await screen.findByText(t.spoken("XY99ZZZ", 2), { exact: false });
  });

  it.each(["0", "n"])("are none of these by %s", async (key) => {
    const page = show(aQuestion());
    await shown();
    await user().keyboard(key);
    await screen.findByText(t.empty, { selector: "h2" });
    expect(page.api.parking.visits[0]).toMatchObject({ has_question: false, entry: null });
  });

  it("know no digit beyond the entries that there are", async () => {
    const page = show(aQuestion());
    await shown();
    await user().keyboard("3");
    expect(answers(page)).toBe(0);
  });

  it("take no key that was meant for the one before", async () => {
    const page = show(aQuestion(), another);
    await shown();
    await user().keyboard("1");
    await screen.findByText(t.spoken("XY99ZZZ", 2), { exact: false });
    inHaste(0);
    await user().keyboard("1");
    expect(answers(page)).toBe(1);
  });

  it("are answered once by two presses", async () => {
    const page = show(aQuestion());
    await shown();
    await user().keyboard("11");
    await screen.findByText(t.empty, { selector: "h2" });
    expect(answers(page)).toBe(1);
  });

  it("that are skipped come after the others", async () => {
    show(aQuestion(), another);
    await shown();
    await user().keyboard("s");
    await screen.findByText(t.spoken("XY99ZZZ", 2), { exact: false });
    await user().keyboard("s");
    await screen.findByText(t.spoken("AB12CDE", 2), { exact: false });
  });

  it("lead to the visit, where an answer is taken back", async () => {
    const page = show(aQuestion());
    await shown();
    await user().keyboard("1");
    await screen.findByText(t.empty, { selector: "h2" });
    await user().keyboard("u");
    await waitFor(() => expect(page.path()).toBe("/visits/upload-2-1"));
    await screen.findByRole("button", { name: v.partAction });
  });

  it("stay while the network is gone, and are answered after that", async () => {
    const page = show(aQuestion());
    await shown();
    cutOff();
    await user().keyboard("1");
    await screen.findAllByText(texts.errors.network);
    mend(page);
    await user().keyboard("1");
    await screen.findByText(t.chosen("AB11CDE"), { exact: false });
  });

  it("that somebody else answered meanwhile are said to be, and go", async () => {
    const page = show(aQuestion());
    await shown();
    page.api.parking.visits = [aQuestion({ version: 9, has_question: false, suggestions: [] })];
    await user().keyboard("1");
    await screen.findByText(v.changedTitle);
    await user().click(await screen.findByRole("button", { name: t.next }));
    await screen.findByText(t.empty, { selector: "h2" });
  });

  it("that wait for nobody say so", async () => {
    show();
    await screen.findByText(t.empty, { selector: "h2" });
  });
});
