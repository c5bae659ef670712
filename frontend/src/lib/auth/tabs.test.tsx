import { act, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { renderApp } from "@/testing/render-app";
import { anUpload } from "@/testing/samples";

import { shareSession } from "./tabs";

const KEY = "platebook.session";

let tab = new AbortController();
beforeEach(() => (tab = new AbortController()));
afterEach(() => tab.abort());

/** Another tab does something: this one's storage changes, and it is told. */
function elsewhere(news: string): void {
  localStorage.setItem(KEY, news);
  act(() => void window.dispatchEvent(new StorageEvent("storage", { key: KEY, newValue: news })));
}

function show(auth = new FakeAuth().signedIn()) {
  const api = new FakeApi();
  api.uploads = [anUpload({ file_name: "anns.jpg" })];
  const page = renderApp({ path: "/uploads", api, auth });
  shareSession(auth, tab.signal);
  return page;
}

describe("another tab", () => {
  it("that signs out ends what is shown here at once, and nothing of it stays", async () => {
    const { auth, api } = show();
    await screen.findByText("anns.jpg");
    elsewhere("left");
    await screen.findByText(texts.auth.notices.left);
    expect(screen.queryByText("anns.jpg")).toBeNull();
    api.nextAnswers = [() => new Promise(() => undefined)];
    act(() => void auth.signedIn("bob@example.com"));
    await waitFor(() => expect(screen.queryByText(texts.auth.notices.left)).toBeNull());
    expect(screen.queryByText("anns.jpg")).toBeNull();
  });

  it("whose session ran out says so here, too, and one is back where one was after the next sign-in", async () => {
    const { auth, path } = show();
    await screen.findByText("anns.jpg");
    elsewhere("expired");
    await screen.findByText(texts.auth.notices.expired);
    auth.resume = () => Promise.resolve(void auth.signedIn());
    elsewhere("user-1");
    await screen.findByText("anns.jpg");
    expect(path()).toBe("/uploads");
  });

  it("where another person signs in shows nothing more of the first one here", async () => {
    const { auth, api } = show();
    await screen.findByText("anns.jpg");
    const fromNowOn = () => new Promise<Response>(() => undefined);
    api.nextAnswers = Array.from({ length: 9 }, () => fromNowOn);
    auth.resume = () => Promise.resolve(void auth.signedInAsOperator());
    elsewhere("operator-1");
    await screen.findByRole("link", { name: texts.app.review });
    expect(screen.queryByText("anns.jpg")).toBeNull();
  });

  it("is caught up with when this one was asleep", async () => {
    show();
    await screen.findByText("anns.jpg");
    localStorage.setItem(KEY, "left");
    act(() => void document.dispatchEvent(new Event("visibilitychange")));
    await screen.findByText(texts.auth.notices.left);
  });
});

describe("this tab", () => {
  it("tells the others who is signed in, and how that ended", async () => {
    const { auth } = show();
    expect(localStorage.getItem(KEY)).toBe("user-1");
    auth.expire();
    expect(localStorage.getItem(KEY)).toBe("expired");
    auth.signedIn();
    expect(localStorage.getItem(KEY)).toBe("user-1");
    await auth.signOut();
    expect(localStorage.getItem(KEY)).toBe("left");
  });

  it("does not say again what it was told: by then it may be over", () => {
    const { auth } = show();
    elsewhere("left");
    localStorage.setItem(KEY, "user-2");
    act(() => auth.end("left"));
    expect(localStorage.getItem(KEY)).toBe("user-2");
  });

  it("that nobody is signed in at is left alone by a sign-out elsewhere", () => {
    const { auth } = show(new FakeAuth());
    elsewhere("left");
    expect(auth.session.get()).toEqual({ state: "signed_out", reason: "visitor" });
  });
});
