import { fireEvent, render, screen } from "@testing-library/react";
import { useState, type ReactNode } from "react";
import { Link, MemoryRouter } from "react-router";
import { expect, it, vi } from "vitest";

import { texts } from "@/lib/texts";
import { renderApp } from "@/testing/render-app";

import { PageBoundary } from "./PageBoundary";

const { auth: t } = texts;

it("a page stays, and is marked as busy, until the code of the next one is there; then that has the focus", async () => {
  const { path } = renderApp({ path: "/sign-in" });
  fireEvent.click(await screen.findByRole("link", { name: t.signUp }));
  const main = screen.getByRole("main");
  expect([path(), main.getAttribute("aria-busy")]).toEqual(["/sign-up", "true"]);
  expect(screen.getByRole("heading", { name: t.signInTitle })).toBeTruthy();
  await screen.findByRole("heading", { name: t.signUpTitle });
  expect([main.getAttribute("aria-busy"), document.activeElement]).toEqual(["false", main]);
});

function Breakable(): ReactNode {
  const [isBroken, setBroken] = useState(false);
  if (isBroken) throw new Error("The page broke.");
  return <button onClick={() => setBroken(true)}>Break</button>;
}

it("what broke at one place is tried anew at another", async () => {
  const told = vi.spyOn(console, "error").mockImplementation(() => undefined);
  render(
    <MemoryRouter>
      <Link to="/elsewhere">Elsewhere</Link>
      <PageBoundary>
        <Breakable />
      </PageBoundary>
    </MemoryRouter>,
  );
  fireEvent.click(screen.getByRole("button", { name: "Break" }));
  expect(screen.getByText(texts.errors.pageBroke)).toBeTruthy();
  expect(told).toHaveBeenCalled();
  fireEvent.click(screen.getByRole("link", { name: "Elsewhere" }));
  await screen.findByRole("button", { name: "Break" });
});
