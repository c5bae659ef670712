import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { aCamera, aSite } from "@/testing/fake-registry";
import { renderApp } from "@/testing/render-app";
import { aFind, anUpload } from "@/testing/samples";

const { reads: t, cameras } = texts;

const KNOWN = "cam-0000000001";
const user = () => userEvent.setup({ delay: null });

function world(): FakeApi {
  const api = new FakeApi();
  const gone = aCamera({ camera_id: "cam-0000000002", name: "Old gate", removed_at: "2026-05-01T10:00:00Z" });
  api.registry.sites = [aSite({ cameras: [aCamera(), gone] })];
  return api;
}

describe("a camera's name", () => {
  it("stands in place of its id where it is known, also once it was removed", async () => {
    const api = world();
    const finds = [KNOWN, "cam-0000000002", "gate-9"].map((camera_id) => aFind({ camera_id, read_id: camera_id }));
    api.reads.found = [finds];
    renderApp({ path: "/reads", api, auth: new FakeAuth().signedInAsOperator() });
    await screen.findByText(cameras.at("Gate 2", "Central"));
    expect(screen.getByText(cameras.at("Old gate", "Central"))).toBeTruthy();
    expect(screen.getByText("gate-9")).toBeTruthy();
    expect(api.registry.asked).toBe(1);
  });

  it("is not asked for by people who may not know: the id stays", async () => {
    const api = world();
    api.uploads = [anUpload({ upload_id: "upload-1", camera_id: KNOWN })];
    renderApp({ path: "/uploads/upload-1", api, auth: new FakeAuth().signedIn() });
    await screen.findByText(KNOWN);
    expect(api.registry.asked).toBe(0);
  });

  it("leaves the id where it cannot be fetched", async () => {
    const api = world();
    api.registry.whenListed = () => Response.json({}, { status: 403 });
    api.reads.found = [[aFind({ camera_id: KNOWN })]];
    renderApp({ path: "/reads", api, auth: new FakeAuth().signedInAsOperator() });
    await screen.findByText(KNOWN);
    await waitFor(() => expect(api.registry.asked).toBeGreaterThan(0));
    expect(screen.queryByText(texts.errors.heading)).toBeNull();
  });

  it("finds its reads", async () => {
    const api = world();
    const { address } = renderApp({ path: "/reads", api, auth: new FakeAuth().signedInAsOperator() });
    await user().click(await screen.findByRole("button", { name: t.moreFilters }));
    await user().type(screen.getByLabelText(t.fields.cameraId), "Gate");
    await user().click(await screen.findByRole("option", { name: /2 · Central/ }));
    expect(screen.getByText(cameras.at("Gate 2", "Central"))).toBeTruthy();
    await user().click(screen.getByRole("button", { name: t.search }));
    await waitFor(() => expect(address()).toBe(`/reads?camera_id=${KNOWN}`));
  });
});
