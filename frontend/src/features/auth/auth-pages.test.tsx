import { fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";

import { texts } from "@/lib/texts";
import { CODE, FakeAuth } from "@/testing/fake-auth";
import { renderApp } from "@/testing/render-app";

const EMAIL = "ann@example.com";
const PASSWORD = "Correct-Horse-7";
const { auth: t } = texts;

const person = (): UserEvent => userEvent.setup({ delay: null });
const heading = (name: string) => screen.findByRole("heading", { level: 1, name });
const press = async (user: UserEvent, name: string): Promise<void> =>
  user.click(await screen.findByRole("button", { name }));
const type = async (user: UserEvent, label: string, text: string): Promise<void> => {
  const field = await screen.findByLabelText(label);
  await user.clear(field);
  await user.type(field, text);
};

describe("signing in", () => {
  it("takes a person to the page that they wanted", async () => {
    const user = person();
    const { path } = renderApp({ path: "/uploads", auth: new FakeAuth().addAccount(EMAIL, PASSWORD) });
    await heading(t.signInTitle);
    await type(user, t.email, EMAIL);
    await type(user, t.password, PASSWORD);
    await press(user, t.signIn);
    await heading(texts.uploads.title);
    expect(path()).toBe("/uploads");
  });

  it.each([` ${EMAIL} `, "Ann@Example.COM"])("takes %j for the address that was signed up with", async (spelling) => {
    const user = person();
    renderApp({ path: "/sign-in", auth: new FakeAuth().addAccount(EMAIL, PASSWORD) });
    await type(user, t.email, spelling);
    await type(user, t.password, PASSWORD);
    await press(user, t.signIn);
    await heading(texts.upload.title);
  });

  it("says that the password is wrong, and not which of both", async () => {
    const user = person();
    renderApp({ path: "/sign-in", auth: new FakeAuth().addAccount(EMAIL, PASSWORD) });
    await type(user, t.email, EMAIL);
    await type(user, t.password, "wrong");
    await press(user, t.signIn);
    expect((await screen.findByRole("alert")).textContent).toContain(texts.cognito.NotAuthorizedException);
  });

  it("says what is missing, and puts the cursor there", async () => {
    const user = person();
    renderApp({ path: "/sign-in" });
    await type(user, t.email, "ann");
    await press(user, t.signIn);
    await screen.findByText(t.notAnEmail);
    await screen.findByText(t.missing(t.password));
    expect(document.activeElement).toBe(screen.getByLabelText(t.email));
  });

  it("shows the password on demand", async () => {
    const user = person();
    renderApp({ path: "/sign-in" });
    const field = await screen.findByLabelText(t.password);
    expect(field.getAttribute("type")).toBe("password");
    await user.click(screen.getByLabelText(t.showPassword));
    expect(field.getAttribute("type")).toBe("text");
  });

  it("asks for the code where the email is not confirmed yet", async () => {
    const user = person();
    const auth = new FakeAuth().addAccount(EMAIL, PASSWORD, { confirmed: false });
    renderApp({ path: "/sign-in", auth });
    await type(user, t.email, EMAIL);
    await type(user, t.password, PASSWORD);
    await press(user, t.signIn);
    await heading(t.confirmTitle);
    await type(user, t.code, CODE);
    await press(user, t.confirm);
    await heading(texts.upload.title);
  });

  it("has a temporary password replaced", async () => {
    const user = person();
    renderApp({ path: "/sign-in", auth: new FakeAuth().addAccount(EMAIL, "Temporary-1", { temporary: true }) });
    await type(user, t.email, EMAIL);
    await type(user, t.password, "Temporary-1");
    await press(user, t.signIn);
    await heading(t.newPasswordTitle);
    await type(user, t.newPassword, PASSWORD);
    await press(user, t.setPassword);
    await heading(texts.upload.title);
  });

  it("asks for a code from an app where the account takes one", async () => {
    const user = person();
    renderApp({ path: "/sign-in", auth: new FakeAuth().addAccount(EMAIL, PASSWORD, { takesAppCode: true }) });
    await type(user, t.email, EMAIL);
    await type(user, t.password, PASSWORD);
    await press(user, t.signIn);
    await heading(t.appCodeTitle);
    await type(user, t.appCode, "000000");
    await press(user, t.signIn);
    await screen.findByText(texts.cognitoMore.wrongAppCode);
    await type(user, t.appCode, CODE);
    await press(user, t.signIn);
    await heading(texts.upload.title);
  });
});

describe("signing up", () => {
  it("needs a confirmed email, and then no second sign-in", async () => {
    const user = person();
    renderApp({ path: "/sign-up" });
    await type(user, t.email, EMAIL);
    await type(user, t.password, PASSWORD);
    await press(user, t.signUp);
    await heading(t.confirmTitle);
    await type(user, t.code, "000000");
    await press(user, t.confirm);
    await screen.findByText(texts.cognito.CodeMismatchException);
    await type(user, t.code, CODE);
    await press(user, t.confirm);
    await heading(texts.upload.title);
  });

  it("writes the address as the sign-in does, whatever its capitals", async () => {
    const user = person();
    const { auth } = renderApp({ path: "/sign-up" });
    await type(user, t.email, "Ann@Example.COM");
    await type(user, t.password, PASSWORD);
    await press(user, t.signUp);
    await heading(t.confirmTitle);
    expect([...auth.accounts.keys()]).toEqual([EMAIL]);
  });

  it("is by invitation where it is closed, on both pages", async () => {
    renderApp({ path: "/sign-up", config: { signUpDomains: [] } });
    await screen.findByText(t.byInvitation);
    expect(screen.queryByLabelText(t.email)).toBeNull();
    await person().click(screen.getByRole("link", { name: t.signIn }));
    await screen.findByText(t.byInvitationShort);
    expect(screen.queryByRole("link", { name: t.signUp })).toBeNull();
  });

  it("says whose addresses may", async () => {
    renderApp({ path: "/sign-up", config: { signUpDomains: ["example.com", "example.org"] } });
    await screen.findByText(t.onlyDomains("example.com, example.org"));
    expect(screen.getByLabelText(t.email)).toBeTruthy();
  });

  it("does not send a password that is too weak", async () => {
    const user = person();
    const { auth } = renderApp({ path: "/sign-up" });
    await type(user, t.email, EMAIL);
    await type(user, t.password, "weak");
    await press(user, t.signUp);
    await screen.findByText(t.passwordTooWeak);
    expect(auth.accounts.size).toBe(0);
  });

  it("makes one account by two quick presses", async () => {
    const user = person();
    const { auth } = renderApp({ path: "/sign-up" });
    await type(user, t.email, EMAIL);
    await type(user, t.password, PASSWORD);
    const button = screen.getByRole("button", { name: t.signUp });
    fireEvent.click(button);
    fireEvent.click(button);
    await heading(t.confirmTitle);
    expect(auth.codesSent).toBe(1);
  });

  it("says that there is such an account already", async () => {
    const user = person();
    renderApp({ path: "/sign-up", auth: new FakeAuth().addAccount(EMAIL, PASSWORD) });
    await type(user, t.email, EMAIL);
    await type(user, t.password, PASSWORD);
    await press(user, t.signUp);
    await screen.findByText(texts.cognito.UsernameExistsException);
  });
});

describe("the code", () => {
  const confirming = { path: "/confirm", state: { email: EMAIL } };

  it("is sent anew on demand", async () => {
    const user = person();
    const { auth } = renderApp(confirming);
    await press(user, t.resend);
    await screen.findByText(new RegExp(t.resent));
    expect(auth.codesSent).toBe(1);
  });

  it("is sent once by two quick presses", async () => {
    const { auth } = renderApp(confirming);
    const button = await screen.findByRole("button", { name: t.resend });
    fireEvent.click(button);
    fireEvent.click(button);
    await screen.findByText(new RegExp(t.resent));
    expect(auth.codesSent).toBe(1);
  });

  it("leads to the sign-in where nobody typed a password before", async () => {
    const user = person();
    renderApp({ ...confirming, auth: new FakeAuth().addAccount(EMAIL, PASSWORD, { confirmed: false }) });
    await type(user, t.code, CODE);
    await press(user, t.confirm);
    await screen.findByText(t.notices.confirmed);
    expect((await screen.findByLabelText<HTMLInputElement>(t.email)).value).toBe(EMAIL);
  });

  it("is shown on a laptop, where no mail is sent", async () => {
    const user = person();
    const { api } = renderApp({ ...confirming, config: { mailUrl: "http://mail.test/local/mail" } });
    api.nextAnswers = [() => Response.json({ messages: [{ code: null }, { code: "135790" }, { code: "111111" }] })];
    await press(user, t.useCode);
    expect((await screen.findByLabelText<HTMLInputElement>(t.code)).value).toBe("135790");
  });

  it("cannot be asked for without an email", async () => {
    renderApp({ path: "/confirm" });
    await heading(t.signInTitle);
  });
});

describe("a forgotten password", () => {
  it("is replaced with a code", async () => {
    const user = person();
    const { auth } = renderApp({ path: "/forgotten-password", auth: new FakeAuth().addAccount(EMAIL, "Old-One-123") });
    await type(user, t.email, EMAIL);
    await press(user, t.sendCode);
    await type(user, t.code, CODE);
    await type(user, t.newPassword, PASSWORD);
    await press(user, t.setPassword);
    await heading(texts.upload.title);
    expect(auth.accounts.get(EMAIL)?.password).toBe(PASSWORD);
  });
});

describe("a session that ends", () => {
  it("brings the person back to the same page after signing in again", async () => {
    const user = person();
    const auth = new FakeAuth().addAccount(EMAIL, PASSWORD).signedIn(EMAIL);
    const { api, path } = renderApp({ path: "/uploads", auth });
    await screen.findByText(texts.uploads.empty);
    api.nextAnswers = [() => Response.json({ message: "Unauthorized" }, { status: 401 })];
    window.dispatchEvent(new Event("visibilitychange"));
    await screen.findByText(t.notices.expired);
    await type(user, t.email, EMAIL);
    await type(user, t.password, PASSWORD);
    await press(user, t.signIn);
    await heading(texts.uploads.title);
    expect(path()).toBe("/uploads");
  });

  it("on purpose does not bring the next person there", async () => {
    const { auth, path } = renderApp({ path: "/uploads", auth: new FakeAuth().signedIn(EMAIL) });
    await heading(texts.uploads.title);
    await auth.signOut();
    await screen.findByText(t.notices.left);
    auth.signedIn("bob@example.com");
    await waitFor(() => expect(path()).toBe("/"));
  });
});

describe("signing out", () => {
  it("is in the menu", async () => {
    const user = person();
    renderApp({ auth: new FakeAuth().signedIn(EMAIL) });
    await press(user, texts.app.account);
    await user.click(await screen.findByRole("menuitem", { name: texts.app.signOut }));
    await heading(t.signInTitle);
  });
});

describe("the theme", () => {
  it("can be chosen, and is remembered", async () => {
    const user = person();
    renderApp({ path: "/sign-in" });
    await press(user, texts.app.theme);
    await user.click(await screen.findByRole("menuitemcheckbox", { name: texts.app.themes.dark }));
    await vi.waitFor(() => expect(localStorage.getItem("platebook.theme")).toBe("dark"));
  });
});
