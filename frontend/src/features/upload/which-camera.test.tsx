import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { aCamera, aSite } from "@/testing/fake-registry";
import { renderApp } from "@/testing/render-app";

const { upload: t, cameras } = texts;

const user = () => userEvent.setup({ delay: null });

function show(auth: FakeAuth) {
  const api = new FakeApi();
  const gone = aCamera({ camera_id: "cam-0000000002", name: "Old gate", removed_at: "2026-05-01T10:00:00Z" });
  api.registry.sites = [aSite({ cameras: [aCamera(), gone] })];
  return renderApp({ path: "/", api, auth });
}

describe("the camera of photos that are sent by hand", () => {
  it("is chosen among those that are there, by name, and can be left out again", async () => {
    show(new FakeAuth().signedInAsOperator());
    const field = new RegExp(t.whichCamera.replace(/[()]/g, "."));
    await user().click(await screen.findByRole("button", { name: field }));
    expect(await screen.findAllByRole("option")).toHaveLength(2);
    await user().click(screen.getByRole("option", { name: cameras.at("Gate 2", "Central") }));
    const chosen = screen.getByRole("button", { name: field });
    expect(chosen.textContent).toContain("Gate 2");
    await user().click(chosen);
    await user().click(await screen.findByRole("option", { name: t.noCamera }));
    await waitFor(() => expect(screen.getByRole("button", { name: field }).textContent).toContain(t.noCamera));
  });

  it("is not asked of those who may not say so", async () => {
    const { api } = show(new FakeAuth().signedIn());
    await screen.findByRole("heading", { level: 1, name: t.title });
    expect(screen.queryByText(t.whichCamera)).toBeNull();
    expect(api.registry.asked).toBe(0);
  });
});
