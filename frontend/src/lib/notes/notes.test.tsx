import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import type { Noted, NoteInput } from "@/client";
import { texts } from "@/lib/texts";
import { refusal } from "@/testing/answers";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { renderApp } from "@/testing/render-app";
import { aDetail, aFind } from "@/testing/samples";

import { isNote, isTag } from "./limits";

const { notes: t } = texts;

const user = () => userEvent.setup({ delay: null });
const ABOUT = { by: "somebody-else", by_email: "other@platebook.example", at: "2026-05-01T10:00:00Z", region: null };
const NOTED: Noted = {
  plate: "ABC1234",
  tags: [{ word: "courier", ...ABOUT }],
  notes: [{ note_id: "n1", text: "drives without lights", ...ABOUT, region: "gb" }],
};

function show(noted: Noted | null = NOTED, auth = new FakeAuth().signedInAsOperator()) {
  const api = new FakeApi();
  api.reads.details = [aDetail({}, { noted })];
  if (noted !== null) api.notes.noted = { [noted.plate]: noted };
  return renderApp({ path: `/reads/${aDetail().read.read_id}`, api, auth });
}

const tags = () => screen.getByRole("list", { name: t.tags });

describe("what is noted of a read's plate", () => {
  it("shows its tags and notes, with who wrote them and of which region's plate", async () => {
    show();
    await screen.findByText("drives without lights");
    expect(tags().textContent).toContain("courier");
    expect(screen.getByText(/other@platebook\.example/)).toBeTruthy();
    expect(screen.getByText(t.ofRegion("United Kingdom"))).toBeTruthy();
  });

  it("takes a tag, removes one, and takes that back", async () => {
    const { api } = show();
    await user().type(await screen.findByLabelText(t.addTag), "VIP{Enter}");
    await within(tags()).findByText("vip");
    expect(screen.getByLabelText<HTMLInputElement>(t.addTag).value).toBe("");
    await user().click(screen.getByRole("button", { name: t.removeTag("courier") }));
    await screen.findByText(t.tagRemoved("courier"));
    expect(tags().textContent).not.toContain("courier");
    await user().click(screen.getByRole("button", { name: t.undo }));
    await within(tags()).findByText("courier");
    expect(api.notes.tagged.map(({ add, remove }) => [add, remove])).toEqual([
      [["VIP"], undefined],
      [undefined, ["courier"]],
      [["courier"], undefined],
    ]);
  });

  it("adds a note once, however often the button is pressed", async () => {
    const { api } = show();
    await user().type(await screen.findByLabelText(t.addNote), "asked to park elsewhere");
    const save = screen.getByRole("button", { name: t.save });
    save.click();
    save.click();
    await screen.findByText("asked to park elsewhere", { selector: "p" });
    expect(api.notes.written).toHaveLength(1);
    expect(api.notes.written[0]?.note_id).toMatch(/^[0-9a-f]{32}$/);
  });

  it("sends a note that did not arrive again under its own name", async () => {
    const { api } = show();
    await user().type(await screen.findByLabelText(t.addNote), "asked to park elsewhere");
    api.nextAnswers = [() => refusal(409, "notes_changed", "Others are writing.")];
    await user().click(screen.getByRole("button", { name: t.save }));
    await screen.findByRole("alert");
    await user().click(screen.getByRole("button", { name: t.save }));
    await waitFor(() => expect(api.notes.written).toHaveLength(1));
    const sent = api.requests.filter(({ url }) => url.endsWith("/plates/notes"));
    const [first, second, ...more] = await Promise.all(sent.map((request) => request.json() as Promise<NoteInput>));
    expect(second).toEqual(first);
    expect(more).toEqual([]);
  });

  it("offers nobody to take back what somebody else wrote", async () => {
    show();
    await screen.findByText("drives without lights");
    expect(screen.queryByRole("button", { name: t.takeBackNote("drives without lights") })).toBeNull();
  });

  it("lets an administrator take back any note, and undo that", async () => {
    show(NOTED, new FakeAuth().signedInAsAdmin());
    await user().click(await screen.findByRole("button", { name: t.takeBackNote("drives without lights") }));
    await screen.findByText(t.takenBack);
    expect(screen.queryByText("drives without lights")).toBeNull();
    await user().click(screen.getByRole("button", { name: t.undo }));
    await screen.findByText("drives without lights");
  });

  it("says beside the field what is no tag and no note, and sends neither", async () => {
    const { api } = show();
    await user().type(await screen.findByLabelText(t.addTag), "!!{Enter}");
    await screen.findByText(t.tagWrong(24));
    await user().type(screen.getByLabelText(t.addNote), "   ");
    await user().click(screen.getByRole("button", { name: t.save }));
    await screen.findByText(t.noteWrong(1000));
    expect([api.notes.tagged, api.notes.written]).toEqual([[], []]);
  });

  it("says why the API refuses", async () => {
    const { api } = show();
    await screen.findByText("drives without lights");
    api.nextAnswers = [() => refusal(409, "many_tags", "A plate has 10 tags at most.")];
    await user().type(screen.getByLabelText(t.addTag), "vip{Enter}");
    expect((await screen.findByRole("alert")).textContent).toContain("A plate has 10 tags at most.");
  });

  it("is not for uploaders", async () => {
    show(null, new FakeAuth().signedIn());
    await screen.findByText(texts.review.noHistory);
    expect(screen.queryByText(t.title)).toBeNull();
  });
});

it("a search shows tags as chips", async () => {
  const api = new FakeApi();
  api.reads.found = [[aFind({ tags: ["courier", "vip"] })]];
  renderApp({ path: "/reads", api, auth: new FakeAuth().signedInAsOperator() });
  expect((await screen.findByRole("list", { name: t.tagsOf("ABC1234") })).textContent).toBe("couriervip");
});

it.each([
  ["vip", true],
  ["", false],
  [" !! ", false],
  ["x".repeat(24), true],
  ["x".repeat(25), false],
])("takes %j for a tag: %j", (typed, taken) => {
  expect(isTag(typed)).toBe(taken);
});

it.each([
  ["x", true],
  [" \n ", false],
  ["x".repeat(1000), true],
  ["x".repeat(100_000), false],
])("takes a note or not", (typed, taken) => {
  expect(isNote(typed)).toBe(taken);
});
