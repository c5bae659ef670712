import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { texts } from "@/lib/texts";
import { refusal } from "@/testing/answers";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { aCamera, aSite } from "@/testing/fake-registry";
import { aParking } from "@/testing/parking-samples";
import { renderApp } from "@/testing/render-app";

const { parkingSetup: t } = texts;
const user = () => userEvent.setup({ delay: null });

function show(parking = aParking(), auth = new FakeAuth().signedInAsAdmin()) {
  const api = new FakeApi();
  api.registry.sites = [aSite({ cameras: [aCamera(), aCamera({ camera_id: "cam-0000000002", name: "Rear" })] })];
  api.parking.parking = [parking];
  return renderApp({ path: "/sites/site-0000000001/setup", api, auth });
}

const save = () => user().click(screen.getByRole("button", { name: t.save }));

describe("the setup of parking", () => {
  it("is for administrators", async () => {
    show(aParking(), new FakeAuth().signedInAsOperator());
    await screen.findByRole("heading", { level: 1, name: texts.administrators.only });
  });

  it("is saved with what is usual and what was changed", async () => {
    const { api } = show();
    await user().type(await screen.findByLabelText(t.spaces), "200");
    await user().type(screen.getByLabelText(t.free), "120");
    await user().click(screen.getByRole("button", { name: t.addHours }));
    await user().click(screen.getByLabelText(t.reset));
    await save();
    await screen.findByText(t.saved);
    expect(api.parking.parking[0]).toMatchObject({
      spaces: 200,
      free_minutes: 120,
      longest_minutes: null,
      grace_minutes: 10,
      hours: [{ days: [0, 1, 2, 3, 4], since_minute: 480, until_minute: 1080 }],
      reset: { minute: 240, days: [0, 1, 2, 3, 4, 5, 6], count: 0 },
      version: 1,
    });
  });

  it("says beside each field what is wrong, and sends nothing", async () => {
    const { api } = show();
    await user().type(await screen.findByLabelText(t.spaces), "many");
    await user().clear(screen.getByLabelText(t.grace));
    await user().click(screen.getByRole("button", { name: t.addGate }));
    await save();
    for (const text of [t.wrong.spaces, t.wrong.grace_minutes, t.wrong.gates]) await screen.findByText(text);
    expect(screen.getByText(t.someWrong(3))).toBeTruthy();
    expect(api.parking.parking[0]?.version).toBe(0);
  });

  it("says beside the field what the API refused, of parts of it too", async () => {
    const { api } = show();
    await screen.findByLabelText(t.spaces);
    api.nextAnswers.push(() => refusal(400, "invalid_request", "gates.0.cameras: no camera stands in two gates."));
    await save();
    await screen.findByText(t.wrong.gates);
  });

  it("makes gates of cameras by the side that they see", async () => {
    const { api } = show();
    await user().click(await screen.findByRole("button", { name: t.addGate }));
    const gate = within(screen.getByRole("group", { name: t.gate(1) }));
    await user().type(gate.getByLabelText(t.gateName), "North");
    await user().click(gate.getByLabelText(t.gateCamera("Gate 2")));
    await user().click(await screen.findByRole("option", { name: t.side.front }));
    await user().click(gate.getByLabelText(t.gateCamera("Rear")));
    await user().click(await screen.findByRole("option", { name: t.side.rear }));
    await save();
    await screen.findByText(t.saved);
    expect(api.parking.parking[0]?.gates).toEqual([
      {
        name: "North",
        cameras: [
          { camera_id: "cam-0000000001", side: "front" },
          { camera_id: "cam-0000000002", side: "rear" },
        ],
      },
    ]);
  });

  it("that somebody else changed meanwhile is loaded anew when asked, and not overwritten", async () => {
    const { api } = show();
    await user().type(await screen.findByLabelText(t.spaces), "7");
    api.parking.parking = [aParking({ spaces: 300, version: 5 })];
    await save();
    await screen.findByText(t.changedTitle);
    expect(screen.getByLabelText<HTMLInputElement>(t.spaces).value).toBe("7");
    await user().click(screen.getByRole("button", { name: t.reload }));
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>(t.spaces).value).toBe("300"));
    expect(api.parking.parking[0]?.spaces).toBe(300);
  });

  it("is saved once by two presses", async () => {
    const { api } = show();
    await screen.findByLabelText(t.spaces);
    await user().dblClick(screen.getByRole("button", { name: t.save }));
    await screen.findByText(t.saved);
    expect(api.parking.parking[0]?.version).toBe(1);
  });
});
