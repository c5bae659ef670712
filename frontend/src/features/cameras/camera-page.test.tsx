import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { timeText } from "@/lib/format";
import { texts } from "@/lib/texts";
import { API_URL, FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { aCamera, aSite, secretOf } from "@/testing/fake-registry";
import { renderApp } from "@/testing/render-app";

const { cameras: t } = texts;

const CAMERA = "cam-0000000001";
const user = () => userEvent.setup({ delay: null });

function show(camera = aCamera(), path = `/cameras/${CAMERA}`) {
  const api = new FakeApi();
  api.registry.sites = [aSite({ cameras: [camera] })];
  return renderApp({ path, api, auth: new FakeAuth().signedInAsAdmin() });
}

const press = async (name: string) => user().click(await screen.findByRole("button", { name }));
const confirm = (name: string) => user().click(within(screen.getByRole("dialog")).getByRole("button", { name }));

async function retype(label: string, text: string) {
  const field = screen.getByLabelText(label);
  await user().clear(field);
  if (text !== "") await user().type(field, text);
}

describe("a camera", () => {
  it("is added at a site, and then its page asks for a secret", async () => {
    const { api, path } = show(aCamera(), "/cameras/new/site-0000000001");
    await screen.findByText(t.form.newLead("Central"));
    await press(t.save);
    await screen.findByText(t.wrong.name);
    await retype(t.form.name, "Gate 3");
    await press(t.save);
    await screen.findByRole("heading", { level: 1, name: t.at("Gate 3", "Central") });
    expect(path()).toBe("/cameras/cam-0000000009");
    expect(screen.getByText(t.secrets.none)).toBeTruthy();
    expect(api.registry.camera("cam-0000000009")).toMatchObject({
      name: "Gate 3",
      site_id: "site-0000000001",
      expected_regions: null,
      retention_days: null,
      time_zone: null,
    });
  });

  it.each([
    ["/cameras/new/site-0000000009", t.missingSite],
    ["/cameras/cam-0000000007", t.missing],
  ])("that is not there is told of at %s", async (path, title) => {
    show(aCamera(), path);
    await screen.findByRole("heading", { level: 1, name: title });
  });

  it("that was removed has no page any more", async () => {
    show(aCamera({ removed_at: "2026-05-01T10:00:00Z" }));
    await screen.findByRole("heading", { level: 1, name: t.missing });
  });

  it("is shown and saved with all that is said of it", async () => {
    const full = aCamera({
      role: "exit",
      directions: { in: "entering" },
      time_zone: "UTC",
      dialect: "axis",
      expected_regions: ["ro"],
      ignored: [{ left: 0, top: 0, width: 1, height: 0.25 }],
      watched: [{ left: 0.1, top: 0.3, width: 0.5, height: 0.125 }],
      allowed_networks: ["203.0.113.0/24", "2001:db8::/32"],
      retention_days: 30,
      is_upside_down: true,
      repeat_seconds: 60,
      detect_text_calls_a_day: 500,
    });
    const { api } = show(full);
    await press(t.save);
    await screen.findByText(t.saved);
    const { version, ...saved } = api.registry.camera(CAMERA) ?? full;
    expect({ ...saved, version: 1 }).toEqual(full);
    expect(version).toBe(2);
  });

  it("is changed by its form", async () => {
    const { api } = show();
    await press(t.form.more);
    await user().click(screen.getByRole("button", { name: t.form.addWord }));
    await user().type(screen.getByLabelText(t.form.inRow(t.form.directions, 1, t.form.word)), "Forward");
    await user().click(screen.getByRole("checkbox", { name: t.form.regionsAsSet }));
    await retype(t.form.networks, "203.0.113.7, 10.0.0.0/8");
    await retype(t.form.retention, "30");
    await retype(t.form.repeats, "120");
    await retype(t.form.calls, "1000");
    const [addIgnored] = screen.getAllByRole("button", { name: t.form.addPart });
    if (addIgnored === undefined) throw new Error("There is no way to add a part.");
    await user().click(addIgnored);
    for (const [side, text] of [
      ["left", "0"],
      ["top", "12.5"],
      ["width", "100"],
      ["height", "25"],
    ] as const)
      await retype(t.form.inRow(t.form.ignored, 1, t.form[side]), text);
    await press(t.save);
    await screen.findByText(t.saved);
    expect(api.registry.camera(CAMERA)).toMatchObject({
      directions: { Forward: "entering" },
      expected_regions: [],
      allowed_networks: ["203.0.113.7", "10.0.0.0/8"],
      retention_days: 30,
      repeat_seconds: 120,
      detect_text_calls_a_day: 1000,
      ignored: [{ left: 0, top: 0.125, width: 1, height: 0.25 }],
      watched: [],
    });
  });

  it.each([
    [t.form.retention, "91", t.wrongRetention(90)],
    [t.form.repeats, "3601", t.wrong.repeat_seconds],
    [t.form.repeats, "", t.wrong.repeat_seconds],
    [t.form.calls, "0", t.wrong.detect_text_calls_a_day],
    [t.form.calls, "10000001", t.wrong.detect_text_calls_a_day],
  ])("does not take as %s: %j", async (label, text, says) => {
    const { api } = show();
    await press(t.form.more);
    await retype(label, text);
    await press(t.save);
    await screen.findByText(says);
    expect(api.registry.camera(CAMERA)?.version).toBe(1);
  });

  it("goes to the field that is wrong, and to what came of saving", async () => {
    show();
    await press(t.form.more);
    await retype(t.form.calls, "5e");
    await press(t.save);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(t.form.calls)));
    await retype(t.form.calls, "5");
    await press(t.save);
    const notice = (await screen.findByText(t.saved)).closest("[role=status]");
    expect(document.activeElement).toBe(notice);
  });

  it("does not take an empty word, or a part outside of the picture", async () => {
    const { api } = show(aCamera({ watched: [{ left: 0.5, top: 0, width: 0.5, height: 1 }] }));
    await press(t.form.more);
    await user().click(screen.getByRole("button", { name: t.form.addWord }));
    await retype(t.form.inRow(t.form.watched, 1, t.form.left), "60");
    await press(t.save);
    await screen.findByText(t.wrong.directions);
    expect(screen.getByText(t.wrong.watched)).toBeTruthy();
    expect(api.registry.camera(CAMERA)?.version).toBe(1);
  });

  it("says at its field what the API refuses", async () => {
    const { api } = show();
    await screen.findByText(t.secrets.none);
    const error = { code: "invalid_request", message: "allowed_networks: one of these is none.", request_id: "r" };
    api.nextAnswers = [() => Response.json({ error }, { status: 400 })];
    await press(t.save);
    await screen.findByText(texts.errors.heading);
    await press(t.form.more);
    // Beside the field, and where it is read out.
    expect(screen.getAllByText(t.wrong.allowed_networks).length).toBeGreaterThan(0);
  });

  it("shows how it stands when somebody else was faster", async () => {
    const { api } = show();
    await screen.findByText(t.secrets.none);
    const [site] = api.registry.sites;
    api.registry.sites = [{ ...aSite(), ...site, cameras: [aCamera({ name: "East", version: 4 })] }];
    await retype(t.form.name, "West");
    await press(t.save);
    await screen.findByText(t.changedTitle);
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>(t.form.name).value).toBe("East"));
  });

  it("is removed after it was said what that does", async () => {
    const { api, path } = show();
    await press(t.removal.button);
    expect(screen.getByText(t.removal.help)).toBeTruthy();
    await confirm(t.remove);
    await screen.findByText(t.noCameras);
    expect(path()).toBe("/cameras");
    expect(api.registry.camera(CAMERA)?.removed_at).not.toBeNull();
  });
});

describe("a camera's secret", () => {
  it("is shown once, in the forms that devices and programs take", async () => {
    const { api, container, address } = show();
    await press(t.secrets.make);
    await screen.findByText(t.secrets.shownHelp);
    const secret = secretOf(1);
    for (const text of [
      secret,
      `${API_URL}/c/${CAMERA}/${secret}`,
      `Authorization: Token ${secret}`,
      `${API_URL}/v1/plate-reader/`,
    ])
      expect(screen.getByText(text)).toBeTruthy();
    expect(screen.getByRole("button", { name: t.secrets.copy(t.secrets.url) })).toBeTruthy();
    expect(address()).not.toContain(secret);
    await press(t.secrets.done);
    expect(container.textContent).not.toContain(secret);
    expect(container.textContent).toContain("sec-0000000001");
    expect(api.registry.camera(CAMERA)?.secrets).toHaveLength(1);
  });

  it("leaves what is typed in the form", async () => {
    show();
    await screen.findByText(t.secrets.none);
    await retype(t.form.name, "West");
    await press(t.secrets.make);
    await screen.findByText(t.secrets.shownHelp);
    expect(screen.getByLabelText<HTMLInputElement>(t.form.name).value).toBe("West");
  });

  it("gets another one in its place, after it was said what that does", async () => {
    const { api } = show();
    await press(t.secrets.make);
    await press(t.secrets.rotate);
    expect(screen.getByText(t.secrets.rotateHelp)).toBeTruthy();
    expect(api.registry.camera(CAMERA)?.secrets).toHaveLength(1);
    await confirm(t.secrets.rotate);
    await screen.findByText(secretOf(2));
    expect(screen.queryByText(secretOf(1))).toBeNull();
    expect(screen.getByText(t.secrets.until(timeText("2026-05-08T10:00:00Z")))).toBeTruthy();
    expect(screen.getByRole("button", { name: t.secrets.rotate }).ariaDisabled).toBe("true");
  });

  it("is revoked after it was said what that does", async () => {
    const { api } = show();
    await press(t.secrets.make);
    await press(t.secrets.revokeOne("sec-0000000001"));
    expect(screen.getByText(t.secrets.revokeHelp)).toBeTruthy();
    await confirm(t.secrets.revoke);
    await screen.findByText(t.secrets.none);
    expect(api.registry.camera(CAMERA)?.secrets).toEqual([]);
  });

  it("says why none could be made", async () => {
    const { api } = show();
    await screen.findByText(t.secrets.none);
    api.nextAnswers = [() => Response.json({}, { status: 500 })];
    await press(t.secrets.make);
    await screen.findByText((text) => text.startsWith(texts.errors.server));
  });
});
