import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { FakeAuth } from "@/testing/fake-auth";

import { isLikelyShown, leadVisitorToSignIn } from "./entrance";

const isAt = (): unknown => ({ path: location.pathname, state: history.state as unknown });

beforeEach(() => history.replaceState(null, "", "/review?order=oldest#now"));
afterEach(() => history.replaceState(null, "", "/"));

describe("a page's code", () => {
  it.each([
    ["/sign-in", null, true],
    ["/no-such-page", null, true],
    ["/", null, false],
    ["/reads/1", "left", false],
    ["/reads/1", "expired", false],
    ["/reads/1", "ann", true],
  ])("of %s, where the last session was %j, is worth fetching at once: %s", (path, last, isWorth) => {
    if (last !== null) localStorage.setItem("platebook.session", last);
    expect(isLikelyShown(path)).toBe(isWorth);
  });
});

describe("a visitor", () => {
  it("of a member's page starts at the sign-in, and is headed for the page", () => {
    leadVisitorToSignIn(new FakeAuth());
    expect(isAt()).toEqual({ path: "/sign-in", state: { usr: { from: "/review?order=oldest#now" } } });
  });

  it("who turns out to be signed in stays", () => {
    leadVisitorToSignIn(new FakeAuth().signedIn());
    expect(isAt()).toEqual({ path: "/review", state: null });
  });

  it("of a page that is everybody's stays", () => {
    history.replaceState(null, "", "/sign-up");
    leadVisitorToSignIn(new FakeAuth());
    expect(isAt()).toEqual({ path: "/sign-up", state: null });
  });
});
