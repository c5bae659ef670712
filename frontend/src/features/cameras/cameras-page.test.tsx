import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { shareText, timeText } from "@/lib/format";
import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { aCamera, aHealth, aSite } from "@/testing/fake-registry";
import { renderApp } from "@/testing/render-app";

const { cameras: t, watching: w } = texts;

const user = () => userEvent.setup({ delay: null });

function show(sites = [aSite({ cameras: [aCamera()] })], path = "/cameras", auth = new FakeAuth().signedInAsAdmin()) {
  const api = new FakeApi();
  api.registry.sites = sites;
  return renderApp({ path, api, auth });
}

const press = (name: string) => user().click(screen.getByRole("button", { name }));
const dialog = () => within(screen.getByRole("dialog"));

describe("sites and cameras", () => {
  it("are not for everybody", async () => {
    renderApp({ path: "/cameras", auth: new FakeAuth().signedIn() });
    await screen.findByRole("heading", { level: 1, name: texts.operators.only });
    expect(screen.queryByRole("link", { name: texts.app.cameras })).toBeNull();
  });

  it("are seen by operators, and changed by administrators only", async () => {
    show(undefined, "/cameras", new FakeAuth().signedInAsOperator());
    await screen.findByRole("link", { name: "Gate 2" });
    expect(screen.getByRole("link", { name: texts.app.cameras })).toBeTruthy();
    for (const name of [t.addSite, t.changeSite("Central"), t.addCameraAt("Central")])
      expect(screen.queryByRole("button", { name })).toBeNull();
    expect(screen.queryByText(t.columns.secrets)).toBeNull();
  });

  it("are explained while there are none", async () => {
    show([]);
    await screen.findByText(t.empty);
    expect(screen.getByText(t.emptyHelp)).toBeTruthy();
    expect(screen.getByRole("link", { name: texts.app.cameras })).toBeTruthy();
  });

  it("can be asked for again after a failure", async () => {
    const { api } = show();
    api.registry.whenListed = () => Response.json({}, { status: 400 });
    await press(await screen.findByRole("button", { name: texts.errors.tryAgain }).then(() => texts.errors.tryAgain));
    api.registry.whenListed = null;
    await press(texts.errors.tryAgain);
    await screen.findByRole("heading", { level: 2, name: /Central/ });
  });

  it("are listed with what the cameras tell, without those that were removed", async () => {
    const secret = { created_at: "2026-05-01T10:00:00Z", ends_at: null, last_used_at: null };
    const photo = { upload_id: "upload-1", arrived_at: "2026-05-01T10:00:00Z", thumbnail_url: "http://s3.test/thumb" };
    const ill = aHealth({ clock_error_seconds: -63.25, ailments: ["silent", "clock_off"], share_with_read: 0.5 });
    const seen = aCamera({ last_seen_at: "2026-05-01T10:00:00Z", health: ill, last_photo: photo });
    const well = aHealth({ clock_error_seconds: 5, photos_a_day: 123.4, share_to_review: 0.04 });
    const other = aCamera({
      camera_id: "cam-0000000002",
      name: "Way out",
      role: "exit",
      health: well,
      is_active: false,
    });
    const gone = aCamera({ camera_id: "cam-0000000003", name: "Old", removed_at: "2026-05-01T10:00:00Z" });
    const cameras = [seen, { ...other, secrets: [{ secret_id: "sec-1", ...secret }] }, gone];
    show([
      aSite({ cameras, address: "1 Main St" }),
      aSite({ site_id: "site-0000000002", name: "Closed", removed_at: "2026-05-01T10:00:00Z" }),
    ]);
    const first = within((await screen.findByRole("link", { name: "Gate 2" })).closest("tr") ?? document.body);
    const told = [
      t.roles.entry,
      w.ailments.silent,
      w.ailments.clock_off,
      t.clockBehind("63 s"),
      shareText(0.5),
      t.noSecret,
    ];
    for (const text of [...told, timeText("2026-05-01T10:00:00Z")]) expect(first.getByText(text)).toBeTruthy();
    expect(first.getByRole("link", { name: w.lastPhoto("Gate 2") }).querySelector("img")?.src).toBe(
      photo.thumbnail_url,
    );
    const second = within(screen.getByRole("link", { name: "Way out" }).closest("tr") ?? document.body);
    for (const text of [
      t.roles.exit,
      t.inactive,
      t.clockAhead("5 s"),
      "123",
      shareText(0.04),
      t.oneSecret,
      t.neverSeen,
      w.noPhoto,
    ])
      expect(second.getByText(text)).toBeTruthy();
    expect(screen.getByText("1 Main St · Asia/Ho_Chi_Minh")).toBeTruthy();
    expect(screen.queryByText("Old")).toBeNull();
    expect(screen.queryByText("Closed")).toBeNull();
  });
});

describe("a site", () => {
  it("is added, not without a name", async () => {
    const { api } = show([]);
    await screen.findByText(t.empty);
    await press(t.addSite);
    await user().click(dialog().getByRole("button", { name: t.save }));
    await screen.findByText(t.wrong.name);
    expect(api.registry.sites).toEqual([]);
    await user().type(dialog().getByLabelText(t.site.name), "North");
    await user().click(dialog().getByRole("button", { name: t.save }));
    await screen.findByRole("heading", { level: 2, name: /North/ });
    expect(api.registry.sites).toMatchObject([{ name: "North", address: null, is_active: true }]);
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("is changed, unless somebody else was faster", async () => {
    const { api } = show();
    await screen.findByRole("link", { name: "Gate 2" });
    await press(t.changeSite("Central"));
    const name = dialog().getByLabelText<HTMLInputElement>(t.site.name);
    api.registry.sites = api.registry.sites.map((site) => ({ ...site, name: "East", version: 5 }));
    await user().clear(name);
    await user().type(name, "North");
    await user().click(dialog().getByRole("button", { name: t.save }));
    await screen.findByText(t.changedTitle);
    await user().click(dialog().getByRole("button", { name: t.cancel }));
    await press(t.changeSite("East"));
    await user().type(dialog().getByLabelText(t.site.address), "1 Main St");
    await user().click(dialog().getByRole("button", { name: t.save }));
    await screen.findByText(/1 Main St/);
    expect(api.registry.sites).toMatchObject([{ name: "East", address: "1 Main St", version: 6 }]);
  });

  it("is removed once it has no cameras, and that is asked first", async () => {
    const { api } = show([aSite({ cameras: [aCamera()] }), aSite({ site_id: "site-0000000002", name: "Empty" })]);
    await screen.findByText(t.noCameras);
    expect(screen.getByRole("button", { name: t.site.removeTitle("Central") }).ariaDisabled).toBe("true");
    await press(t.site.removeTitle("Empty"));
    expect(dialog().getByText(t.site.removeHelp)).toBeTruthy();
    await user().click(dialog().getByRole("button", { name: t.remove }));
    await waitFor(() => expect(screen.queryByRole("heading", { level: 2, name: /Empty/ })).toBeNull());
    expect(api.registry.sites[1]?.removed_at).not.toBeNull();
  });
});
