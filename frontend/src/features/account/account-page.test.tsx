import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { texts } from "@/lib/texts";
import { APP_SECRET, CODE, FakeAuth } from "@/testing/fake-auth";
import { renderApp } from "@/testing/render-app";

const { account: t } = texts;
const EMAIL = "ann@example.com";
const [OLD, NEW] = ["Drive-in-2026", "Drive-out-2027"];

const user = () => userEvent.setup({ delay: null });
const press = async (name: string) => user().click(await screen.findByRole("button", { name }));

function show(takesAppCode = false) {
  const auth = new FakeAuth().addAccount(EMAIL, OLD, { takesAppCode }).signedIn(EMAIL);
  renderApp({ path: "/account", auth });
  return auth.accounts;
}

const ownAccount = (accounts: ReturnType<typeof show>) => accounts.get(EMAIL);

async function changePassword(old: string, password: string): Promise<void> {
  await user().type(await screen.findByLabelText(t.oldPassword), old);
  await user().type(screen.getByLabelText(texts.auth.newPassword), password);
  await press(t.change);
}

describe("the account page", () => {
  it("is reached from the account's menu, by everybody who is signed in", async () => {
    const page = renderApp({ path: "/uploads", auth: new FakeAuth().addAccount(EMAIL, OLD).signedIn(EMAIL) });
    await press(texts.app.account);
    await user().click(await screen.findByRole("menuitem", { name: t.title }));
    await screen.findByRole("heading", { level: 1, name: t.title });
    expect(page.path()).toBe("/account");
  });

  it("changes the password, and forgets what was typed", async () => {
    const accounts = show();
    await changePassword(OLD, NEW);
    const notice = (await screen.findByText(t.changed)).closest("[role=status]");
    expect(document.activeElement).toBe(notice);
    expect(ownAccount(accounts)?.password).toBe(NEW);
    expect(screen.getByLabelText<HTMLInputElement>(t.oldPassword).value).toBe("");
  });

  it("keeps the password where the present one is wrong or the new one too weak", async () => {
    const accounts = show();
    await changePassword("wrong", NEW);
    await screen.findByText(texts.cognitoMore.wrongOldPassword);
    await user().clear(screen.getByLabelText(texts.auth.newPassword));
    await user().type(screen.getByLabelText(texts.auth.newPassword), "short");
    await press(t.change);
    await screen.findByText(texts.auth.passwordTooWeak);
    expect(ownAccount(accounts)?.password).toBe(OLD);
  });

  it("switches codes on, with a picture and the secret as text, once a code is right", async () => {
    const accounts = show();
    await press(t.setUp);
    expect(await screen.findByRole("img", { name: t.picture })).toBeTruthy();
    expect(document.activeElement?.textContent).toBe(t.scan);
    expect(screen.getByText("ABCD EFGH IJKL MNOP").textContent.replaceAll(" ", "")).toBe(APP_SECRET);
    const code = screen.getByLabelText(texts.auth.appCode);
    await user().type(code, "000 000");
    await press(t.turnOn);
    await screen.findByText(texts.cognitoMore.wrongAppCode);
    expect(ownAccount(accounts)?.takesAppCode).toBe(false);
    await user().clear(code);
    await user().type(code, `${CODE.slice(0, 3)} ${CODE.slice(3)}`);
    await press(t.turnOn);
    const notice = (await screen.findByText(t.turnedOn)).closest("[role=status]");
    expect(document.activeElement).toBe(notice);
    await screen.findByText(t.isOn);
    expect(ownAccount(accounts)?.takesAppCode).toBe(true);
    expect(screen.queryByText("ABCD EFGH IJKL MNOP")).toBeNull();
  });

  it("goes on where it says that codes are off, once somebody has thought better of them", async () => {
    const accounts = show();
    await press(t.setUp);
    await screen.findByRole("img", { name: t.picture });
    await press(t.cancel);
    await waitFor(() => expect(document.activeElement?.textContent).toBe(t.isOff));
    expect(screen.queryByRole("img", { name: t.picture })).toBeNull();
    await user().tab();
    expect(document.activeElement?.textContent).toBe(t.setUp);
    expect(ownAccount(accounts)?.takesAppCode).toBe(false);
  });

  it("switches codes off once somebody says so", async () => {
    const accounts = show(true);
    await press(t.turnOff);
    const dialog = within(await screen.findByRole("dialog"));
    await user().click(dialog.getByRole("button", { name: t.turnOff }));
    await screen.findByText(t.turnedOff);
    await waitFor(() => expect(screen.getByText(t.isOff)).toBeTruthy());
    expect(ownAccount(accounts)?.takesAppCode).toBe(false);
  });
});
