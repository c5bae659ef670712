import { fireEvent, screen, within } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";

import type { Said, Upload } from "@/client";
import { texts } from "@/lib/texts";
import { refusal } from "@/testing/answers";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { aCamera, aSite } from "@/testing/fake-registry";
import { renderApp } from "@/testing/render-app";
import { aRead, anUpload } from "@/testing/samples";
import { arrive, pass } from "@/testing/time";

import { SAY_EVERY_MS } from "./use-said-seldom";
import { LOOK_EVERY_MS } from "./use-live-photos";

const { photo: p, watching: t } = texts;

const CAMERA = "cam-0000000001";
const START_MS = Date.parse("2026-05-01T10:00:00Z");
const at = (seconds: number): string => new Date(START_MS + seconds * 1000).toISOString();

const photoOf = (n: number, about: Partial<Upload> = {}): Upload =>
  anUpload({
    upload_id: `upload-${n}`,
    camera_id: CAMERA,
    created_at: at(n),
    reads: [aRead({ read_id: `upload-${n}-0`, plate: `AB${n}CDE` })],
    ...about,
  });

const saidBy = (about: Partial<Said> = {}): Said => ({
  dialect: "dahua",
  opinion: null,
  direction: null,
  movement: null,
  taken_at: { derived: "device", message: "" },
  is_retransmitted: false,
  ...about,
});

async function show(photos: Upload[], auth = new FakeAuth().signedInAsOperator()) {
  const api = new FakeApi();
  api.registry.sites = [aSite({ cameras: [aCamera()] })];
  api.registry.photos = { [CAMERA]: photos };
  renderApp({ path: `/cameras/${CAMERA}`, api, auth });
  await arrive();
  return Object.assign(api.registry, { requests: api.requests });
}

const tiles = () => within(screen.getByRole("list", { name: t.live.list })).getAllByRole("listitem");
const plates = () =>
  within(screen.getByRole("list", { name: t.live.list }))
    .getAllByRole("link")
    .map(({ textContent }) => textContent);

beforeAll(() => import("../CameraPage"));
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("a camera's photos", () => {
  it("show as they arrive, first as being read, then with their reads", async () => {
    const registry = await show([photoOf(1)]);
    expect(plates()).toEqual(["AB1CDE"]);
    registry.photos = { [CAMERA]: [photoOf(2, { status: "processing", image: null, reads: [] }), photoOf(1)] };
    await pass(LOOK_EVERY_MS);
    expect(within(tiles()[0] ?? document.body).getByText(t.live.reading)).toBeTruthy();
    registry.photos = { [CAMERA]: [photoOf(2), photoOf(1)] };
    await pass(LOOK_EVERY_MS);
    expect(plates()).toEqual(["AB2CDE", "AB1CDE"]);
  });

  it("that show the same as before say so, and are read when an operator asks", async () => {
    const registry = await show([photoOf(2, { reads: [], repeat_of: "upload-1" }), photoOf(1)]);
    const [tile] = tiles();
    expect(within(tile ?? document.body).getByText(p.repeat.label)).toBeTruthy();
    expect(within(tile ?? document.body).queryByText(p.noPlate)).toBeNull();
    registry.photos = { [CAMERA]: [photoOf(2), photoOf(1)] };
    fireEvent.click(within(tile ?? document.body).getByText(p.repeat.read));
    await arrive();
    await pass(LOOK_EVERY_MS);
    expect(plates()).toEqual(["AB2CDE", "AB1CDE"]);
    const asked = registry.requests.filter(({ method }) => method === "POST").map(({ url }) => new URL(url).pathname);
    expect(asked).toEqual(["/uploads/upload-2/read"]);
  });

  it("are asked for from what cannot change any more on", async () => {
    const registry = await show([photoOf(2), photoOf(1)]);
    await pass(LOOK_EVERY_MS);
    expect(registry.watched).toEqual([null, null]);
    await pass(12_000);
    expect(registry.watched.at(-1)).toBe(at(2));
    registry.photos = { [CAMERA]: [photoOf(3, { status: "processing", reads: [] }), photoOf(2), photoOf(1)] };
    await pass(60_000);
    expect(registry.watched.at(-1)).toBe(at(2));
  });

  it("are all shown anew where more came than one answer holds", async () => {
    const registry = await show([photoOf(1)]);
    registry.photos = { [CAMERA]: Array.from({ length: 40 }, (_, n) => photoOf(50 - n)) };
    await pass(LOOK_EVERY_MS);
    expect(tiles()).toHaveLength(24);
    expect(plates().at(0)).toBe("AB50CDE");
  });

  it("do not move while they are paused", async () => {
    const registry = await show([photoOf(1)]);
    fireEvent.click(screen.getByRole("button", { name: t.live.pause }));
    expect(screen.getByText(t.live.paused)).toBeTruthy();
    const asked = registry.watched.length;
    registry.photos = { [CAMERA]: [photoOf(2), photoOf(1)] };
    await pass(10 * LOOK_EVERY_MS);
    expect(registry.watched).toHaveLength(asked);
    expect(plates()).toEqual(["AB1CDE"]);
    fireEvent.click(screen.getByRole("button", { name: t.live.goOn }));
    await pass(LOOK_EVERY_MS);
    expect(plates()).toEqual(["AB2CDE", "AB1CDE"]);
  });

  it("are not asked for while nobody sees the page", async () => {
    const registry = await show([photoOf(1)]);
    vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    document.dispatchEvent(new Event("visibilitychange"));
    dispatchEvent(new Event("visibilitychange"));
    const asked = registry.watched.length;
    await pass(20 * LOOK_EVERY_MS);
    expect(registry.watched.length).toBeLessThanOrEqual(asked + 1);
  });

  it("are told of by their number, and seldom", async () => {
    const registry = await show([photoOf(1)]);
    for (const n of [2, 3, 4]) {
      registry.photos = { [CAMERA]: [photoOf(n), ...(registry.photos[CAMERA] ?? [])] };
      await pass(LOOK_EVERY_MS);
      expect(screen.queryByText(t.live.arrived(1))).toBeNull();
    }
    await pass(SAY_EVERY_MS + LOOK_EVERY_MS);
    expect(screen.getByText(t.live.arrived(3))).toBeTruthy();
  });

  it("stay when new ones cannot be had, and go on when they can", async () => {
    const registry = await show([photoOf(1)]);
    registry.whenWatched = () => refusal(503, "try_again", "The service is busy.");
    await pass(LOOK_EVERY_MS);
    expect(screen.getByText(t.live.failed)).toBeTruthy();
    expect(plates()).toEqual(["AB1CDE"]);
    registry.whenWatched = null;
    registry.photos = { [CAMERA]: [photoOf(2), photoOf(1)] };
    await pass(10_000);
    expect(plates()).toEqual(["AB2CDE", "AB1CDE"]);
    expect(screen.queryByText(t.live.failed)).toBeNull();
  });

  it("are explained while there are none, and where one could not be read or has no plate", async () => {
    const registry = await show([]);
    expect(screen.getByText(t.live.emptyHelp)).toBeTruthy();
    const failed = photoOf(2, {
      status: "failed",
      image: null,
      failure: { code: "not_image", message: "Cut off.", correlation_id: null },
    });
    registry.photos = { [CAMERA]: [failed, photoOf(1, { reads: [] })] };
    await pass(LOOK_EVERY_MS);
    expect(screen.getByText(p.noPlate)).toBeTruthy();
    expect(screen.getByText(t.noPicture)).toBeTruthy();
  });

  it("say what the device said where people should know", async () => {
    const opinion = { plate: "XY-99", comparable_plate: "XY99", confidence: 0.9, region: null };
    const said = saidBy({ opinion, movement: "entering", is_retransmitted: true });
    await show([
      photoOf(1, { said }),
      photoOf(0, { said: saidBy({ opinion: { ...opinion, comparable_plate: "AB0CDE" } }) }),
    ]);
    const [first, second] = tiles().map((tile) => within(tile));
    for (const text of [t.movements.entering, t.said.differsFrom("XY-99"), t.said.later])
      expect(first?.getByText(text)).toBeTruthy();
    expect(second?.queryByText(t.said.differsFrom("XY-99"))).toBeNull();
  });

  it("lead administrators who are no operators nowhere", async () => {
    await show([photoOf(1)], new FakeAuth().signedInAsAdmin());
    expect(screen.getByText(texts.cameras.secrets.title)).toBeTruthy();
    expect(tiles()[0]?.textContent).toContain("AB1CDE");
  });
});

describe("operators", () => {
  it("see how a camera is and its photos, not its secrets", async () => {
    await show([photoOf(1)]);
    expect(screen.getByRole("heading", { level: 2, name: t.health })).toBeTruthy();
    expect(screen.queryByText(texts.cameras.secrets.title)).toBeNull();
    expect(screen.queryByRole("button", { name: texts.cameras.removal.button })).toBeNull();
  });
});
