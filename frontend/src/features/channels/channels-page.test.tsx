import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { aChannel, aDelivery, CHANNEL_SECRET } from "@/testing/fake-channels";
import { aCamera, aSite } from "@/testing/fake-registry";
import { renderApp } from "@/testing/render-app";

const { channels: t } = texts;
const NAME = "Gate program";

const user = () => userEvent.setup({ delay: null });
const press = async (name: string) => user().click(await screen.findByRole("button", { name }));
const dialog = async () => within(await screen.findByRole("dialog"));

function show(channels = [aChannel()], auth = new FakeAuth().signedInAsAdmin()) {
  const api = new FakeApi();
  api.channels.channels = channels;
  return renderApp({ path: "/channels", api, auth });
}

describe("channels", () => {
  it("are for administrators only", async () => {
    show([aChannel()], new FakeAuth().signedInAsOperator());
    await screen.findByRole("heading", { level: 1 });
    expect(screen.queryByText(NAME)).toBeNull();
    expect(screen.queryByRole("link", { name: t.title })).toBeNull();
  });

  it("go to the field that the API refuses", async () => {
    const { api } = show([]);
    await press(t.add);
    const error = { code: "invalid_request", message: "target: this is none.", request_id: "r" };
    api.nextAnswers = [() => Response.json({ error }, { status: 400 })];
    await user().click((await dialog()).getByRole("button", { name: t.save }));
    await screen.findByText(t.wrong.target);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(t.target)));
  });

  it("are explained while there are none", async () => {
    show([]);
    await screen.findByText(t.empty);
    expect(screen.queryByText(t.bannerTitle)).toBeNull();
  });

  it("that went off by themselves are told in a banner", async () => {
    show([
      aChannel({ is_on: false, off_because: "failing" }),
      aChannel({ channel_id: "ch-0000000002", name: "Office", is_on: false, off_because: "by_hand" }),
    ]);
    await screen.findByText(t.bannerTitle);
    expect(screen.getByText(t.banner(NAME))).toBeTruthy();
  });

  it("that went off by themselves are told on every page of an administrator", async () => {
    const api = new FakeApi();
    api.channels.channels = [aChannel({ is_on: false, off_because: "gone" })];
    renderApp({ path: "/uploads", api, auth: new FakeAuth().signedInAsAdmin() });
    await screen.findByText(t.offOnEveryPage(NAME), { exact: false });
    await user().click(screen.getByRole("link", { name: t.toChannels }));
    await screen.findByText(t.bannerTitle);
    expect(screen.queryByText(t.offOnEveryPage(NAME), { exact: false })).toBeNull();
  });

  it("that went off are no news for others, who do not ask", async () => {
    const api = new FakeApi();
    api.channels.channels = [aChannel({ is_on: false, off_because: "gone" })];
    renderApp({ path: "/uploads", api, auth: new FakeAuth().signedInAsOperator() });
    await screen.findByRole("heading", { level: 1 });
    expect(screen.queryByText(t.offOnEveryPage(NAME), { exact: false })).toBeNull();
  });

  it("tell of the sites and cameras that are chosen by name, and keep what was removed since", async () => {
    const api = new FakeApi();
    const camera = aCamera({ name: "North gate" });
    api.registry.sites = [aSite({ name: "Riverside", cameras: [camera] })];
    api.channels.channels = [aChannel({ camera_ids: ["cam-of-old"] })];
    renderApp({ path: "/channels", api, auth: new FakeAuth().signedInAsAdmin() });
    await press(t.changeOne(NAME));
    const form = await dialog();
    expect(form.getByText("cam-of-old")).toBeTruthy();
    for (const [label, name] of [
      [t.sites, "Riverside"],
      [t.cameras, "North gate"],
    ] as const) {
      await user().click(form.getByRole("button", { name: new RegExp(label) }));
      await user().click(await form.findByRole("option", { name: new RegExp(name) }));
      await user().keyboard("{Escape}");
    }
    await user().click(form.getByRole("button", { name: t.save }));
    await waitFor(() =>
      expect(api.channels.asked.at(-1)?.body).toMatchObject({
        site_ids: [api.registry.sites[0]?.site_id],
        camera_ids: ["cam-of-old", camera.camera_id],
      }),
    );
  });

  it("are made with a secret that is shown until it was copied", async () => {
    const { api } = show([]);
    await press(t.add);
    const form = await dialog();
    await user().type(form.getByLabelText(t.name), "Office");
    await user().type(form.getByLabelText(t.target), "https://office.example/in");
    await user().click(form.getByRole("button", { name: t.save }));
    await screen.findByText(CHANNEL_SECRET);
    expect(api.channels.asked[0]?.body).toMatchObject({ name: "Office", kind: "webhook" });
    await press(t.done);
    expect(screen.queryByText(CHANNEL_SECRET)).toBeNull();
  });

  it("that are refused say at which field", async () => {
    show([]);
    await press(t.add);
    const form = await dialog();
    await user().type(form.getByLabelText(t.target), "http://refused.example/");
    await user().click(form.getByRole("button", { name: t.save }));
    await form.findByText(t.wrong.target);
  });

  it("are switched, tested, given a new secret and removed", async () => {
    const { api } = show();
    await press(t.testOne(NAME));
    await screen.findByText(t.tested);
    await press(t.rotateOne(NAME));
    await user().click((await dialog()).getByRole("button", { name: t.rotate }));
    await screen.findByText(CHANNEL_SECRET);
    await press(t.switchOneOff(NAME));
    await screen.findByRole("button", { name: t.switchOneOn(NAME) });
    await press(t.removeOne(NAME));
    await user().click((await dialog()).getByRole("button", { name: t.remove }));
    await screen.findByText(t.empty);
    expect(api.channels.asked.map(({ what }) => what)).toEqual(["test", "rotate", "switch", "remove"]);
  });

  it("tell what came of their events, and send them again", async () => {
    const { api } = show();
    api.channels.deliveries = [
      aDelivery({ delivery_id: "2", status: "waiting", answer: { status: null, text: "", trouble: "timed_out" } }),
      aDelivery({ delivery_id: "1", status: "failed", answer: { status: 500, text: "no room", trouble: null } }),
    ];
    await press(t.showLogOf(NAME));
    await screen.findByText(t.troubles.timed_out);
    expect(screen.getByText("500 no room")).toBeTruthy();
    await user().click(screen.getByRole("button", { name: /^Send again: / }));
    await press(t.replayFailed);
    await waitFor(() => expect(api.channels.asked).toHaveLength(2));
    expect(api.channels.asked[0]?.body).toEqual({ delivery_id: "1" });
    expect(Object.keys(api.channels.asked[1]?.body as object)).toEqual(["failed_since"]);
    await screen.findByText(t.replayed(1));
  });
});
