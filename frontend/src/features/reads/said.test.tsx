import { screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import type { Said } from "@/client";
import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { renderApp } from "@/testing/render-app";
import { aDetail, aRead, anUpload } from "@/testing/samples";

const { said: t } = texts.watching;

const SAID: Said = {
  dialect: "hikvision",
  opinion: { plate: "ABC 1234", comparable_plate: "ABC1234", confidence: 0.93, region: "ro" },
  direction: "forward",
  movement: "entering",
  taken_at: { derived: "camera_zone", message: "" },
  is_retransmitted: true,
};

function show(said: Said | null, about: Parameters<typeof aRead>[0] = {}) {
  const read = aRead(about);
  const others = [read, aRead({ read_id: "upload-1-2", plate: "XY99ZZ" })];
  const api = new FakeApi();
  api.reads.details = [aDetail(about, { upload: anUpload({ reads: others, said }) })];
  renderApp({ path: `/reads/${read.read_id}`, api, auth: new FakeAuth().signedInAsOperator() });
  return screen.findByRole("heading", { level: 2, name: texts.read.facts });
}

const opinion = (plate: string) => ({
  ...SAID,
  opinion: { plate, comparable_plate: plate, confidence: null, region: null },
});

describe("what the device said", () => {
  it("stands beside the read: its plate, the direction, how the time is known, and that it came later", async () => {
    await show(SAID);
    for (const text of [t.agrees, texts.watching.movements.entering, t.derived.camera_zone, t.later])
      expect(screen.getByText(text)).toBeTruthy();
    expect(screen.getByText("ABC 1234")).toBeTruthy();
    expect(screen.getByText(new RegExp(t.word("forward")))).toBeTruthy();
  });

  it.each([
    ["XY99ZZ", t.other],
    ["ZZ00ZZ", t.differs],
    ["", t.differs],
  ])("is compared with the read: %s", async (plate, word) => {
    await show(opinion(plate));
    expect(screen.getByText(word)).toBeTruthy();
  });

  it("is compared with what the read was corrected to", async () => {
    await show(opinion("XY12ABC"), { corrected_plate: "XY12ABC", status: "corrected" });
    expect(screen.getByText(t.agrees)).toBeTruthy();
  });

  it("says that nobody knows what a direction means, or that it does not count", async () => {
    await show({ ...SAID, opinion: null, movement: null });
    expect(screen.getByText(new RegExp(t.noMeaning))).toBeTruthy();
    expect(screen.getByText(t.nothing)).toBeTruthy();
  });

  it("is not there for photos that people brought", async () => {
    await show(null);
    expect(screen.queryByText(t.plate)).toBeNull();
  });
});
