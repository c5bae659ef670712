import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";

import { DECISIONS, keptFor } from "@/lib/kept";
import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { close, failToFetch } from "@/testing/outage";
import { renderApp } from "@/testing/render-app";
import { inDoubt } from "@/testing/samples";

const { review: t, auth: words } = texts;

const EMAIL = "olga@example.com";
const PASSWORD = "Correct-Horse-7";
const user = () => userEvent.setup({ delay: null });

function show(
  path = "/review",
  breakIt?: (request: Request) => Promise<Response> | null,
  details = [inDoubt(1), inDoubt(2)],
) {
  const api = new FakeApi();
  api.reads.details = details;
  const works = api.reads.fetch;
  api.reads.fetch = (request) => breakIt?.(request) ?? works(request);
  const auth = new FakeAuth().addAccount(EMAIL, PASSWORD, { groups: ["operators"] }).signedInAsOperator(EMAIL);
  return renderApp({ path, api, auth });
}
const turnOf = (plate: string) => screen.findAllByRole("button", { name: t.confirmPlate(plate) });
const isReview = ({ url }: Request): boolean => url.endsWith("/review");
const noNetwork = (request: Request): Promise<Response> | null => (isReview(request) ? failToFetch() : null);

async function signInAgain(): Promise<void> {
  await screen.findByText(words.notices.expired);
  await user().type(screen.getByLabelText(words.email), EMAIL);
  await user().type(screen.getByLabelText(words.password), PASSWORD);
  await user().click(screen.getByRole("button", { name: words.signIn }));
}

afterEach(() => sessionStorage.clear());

describe("decisions on their way", () => {
  it("are sent after a reload, whichever page is opened then, and kept no longer", async () => {
    const before = show("/review", noNetwork);
    await turnOf("AB1CDE");
    await user().keyboard("{Enter}");
    await screen.findByText(t.halted(1));
    close(before);

    const { api } = show("/uploads");
    await waitFor(() => expect(api.reads.reviews.map(({ readId }) => readId)).toEqual(["upload-1-1"]));
    const kept = () => keptFor("operator-1").get(DECISIONS);
    await waitFor(() => expect(kept()).toBeNull());
    expect(Object.keys(localStorage)).toEqual([]);
  });

  it("count as done after a reload, too, and can be undone then, also those that had arrived long before", async () => {
    const before = show();
    await turnOf("AB1CDE");
    await user().keyboard("{Enter}");
    await turnOf("AB2CDE");
    await waitFor(() => expect(before.api.reads.reviews).toHaveLength(1));
    before.unmount();

    const { api } = show("/review", undefined, before.api.reads.details);
    await turnOf("AB2CDE");
    const summary = screen.getByRole("region", { name: t.summary });
    expect(summary.textContent).toMatch(/Done1/);
    await user().keyboard("u");
    await turnOf("AB1CDE");
    await waitFor(() => expect(api.reads.reviews).toMatchObject([{ decision: "undo", version: 1 }]));
    expect(summary.textContent).toMatch(/Done0/);
    await waitFor(() => expect(sessionStorage).toHaveLength(0));
  });

  it("can be undone after a reload", async () => {
    const before = show("/review", noNetwork);
    await turnOf("AB1CDE");
    await user().keyboard("{Enter}");
    await screen.findByText(t.halted(1));
    close(before);

    const { api } = show();
    await waitFor(() => expect(api.reads.reviews).toHaveLength(1));
    await turnOf("AB2CDE");
    await user().keyboard("u");
    await waitFor(() => expect(api.reads.reviews.map(({ decision }) => decision)).toEqual(["confirm", "undo"]));
  });

  it("wait while the session is over, and are sent after the sign-in", async () => {
    let over = true;
    const unauthorized = (request: Request) =>
      over && isReview(request) ? Promise.resolve(Response.json({ message: "Unauthorized" }, { status: 401 })) : null;
    const { api, path } = show("/review", unauthorized);
    await turnOf("AB1CDE");
    await user().keyboard("{Enter}");
    await screen.findByText(words.notices.expired);
    over = false;
    await signInAgain();
    await waitFor(() => expect(path()).toBe("/review"));
    await waitFor(() => expect(api.reads.reviews.map(({ readId }) => readId)).toEqual(["upload-1-1"]));
  });

  it("are nobody else's: signing out drops them, and so does another person's sign-in", async () => {
    const before = show("/review", noNetwork);
    await turnOf("AB1CDE");
    await user().keyboard("{Enter}");
    await screen.findByText(t.halted(1));
    expect(sessionStorage.length).toBeGreaterThan(0);
    close(before);

    const auth = new FakeAuth().signedIn("ann@example.com");
    renderApp({ path: "/uploads", auth });
    await screen.findByText(texts.uploads.emptyHelp);
    expect(sessionStorage).toHaveLength(0);
  });
});

describe("a plate that is being typed", () => {
  it("survives a token that expires during a long edit, through the sign-in", async () => {
    const { auth, path } = show();
    await turnOf("AB1CDE");
    await user().keyboard("e{Backspace}7");
    auth.expire();
    await signInAgain();
    expect((await screen.findByLabelText<HTMLInputElement>(t.editLabel)).value).toBe("AB1CD7");
    expect(path()).toBe("/review");
  });

  it("is there to be saved again on a read's page where the API no longer took the token", async () => {
    const { api } = show("/reads/upload-1-1");
    await turnOf("AB1CDE");
    await user().keyboard("e{Backspace}7");
    api.nextAnswers = [() => Response.json({ message: "Unauthorized" }, { status: 401 })];
    await user().keyboard("{Enter}");
    await signInAgain();
    const field = await screen.findByLabelText<HTMLInputElement>(t.editLabel);
    expect(field.value).toBe("AB1CD7");
    await user().type(field, "{Enter}");
    await waitFor(() => expect(api.reads.reviews.map(({ plate }) => plate)).toEqual(["AB1CD7"]));
    await waitFor(() => expect(sessionStorage).toHaveLength(0));
  });

  it("is gone with the person who typed it", async () => {
    const { auth } = show("/reads/upload-1-1");
    await turnOf("AB1CDE");
    await user().keyboard("e{Backspace}7");
    expect(sessionStorage).toHaveLength(1);
    await auth.signOut();
    await screen.findByText(words.notices.left);
    expect(sessionStorage).toHaveLength(0);
  });
});
