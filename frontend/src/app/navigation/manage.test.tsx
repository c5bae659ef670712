import { screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { renderApp } from "@/testing/render-app";

const { app: t } = texts;
const user = () => userEvent.setup({ delay: null });

async function show(path = "/cameras") {
  renderApp({ path, api: new FakeApi(), auth: new FakeAuth().signedInAsAdmin() });
  return screen.findByRole("button", { name: t.manage });
}
const links = () =>
  within(screen.getByRole("navigation", { name: t.navigation }))
    .getAllByRole("link")
    .map(({ textContent }) => textContent);

describe("what administrators manage", () => {
  it("is behind a button that says whether it is open", async () => {
    const button = await show();
    expect([button.getAttribute("aria-expanded"), links().includes(t.settings)]).toEqual(["false", false]);
    await user().click(button);
    expect(button.getAttribute("aria-expanded")).toBe("true");
    expect(links().slice(-4)).toEqual([texts.channels.title, texts.people.title, t.audit, t.settings]);
    await user().click(button);
    expect(links()).not.toContain(t.settings);
  });

  it("closes by Escape, with the keyboard's place where it was opened", async () => {
    const button = await show();
    button.focus();
    await user().keyboard("{Enter}{Tab}");
    expect(document.activeElement?.textContent).toBe(texts.channels.title);
    await user().keyboard("{Escape}");
    expect([button.getAttribute("aria-expanded"), document.activeElement]).toEqual(["false", button]);
  });

  it.each([
    ["another way is gone by the keyboard", () => user().tab({ shift: true })],
    ["something else is pressed", () => user().click(document.body)],
    ["one of them is chosen", () => user().click(screen.getByRole("link", { name: t.settings }))],
  ])("closes when %s", async (_, leave) => {
    const button = await show();
    await user().click(button);
    await leave();
    await expect.poll(() => button.getAttribute("aria-expanded")).toBe("false");
  });

  it("is marked while one is at one of its pages", async () => {
    expect((await show("/settings")).getAttribute("aria-current")).toBe("true");
  });

  it("is not marked elsewhere", async () => {
    expect((await show()).getAttribute("aria-current")).toBeNull();
  });
});
