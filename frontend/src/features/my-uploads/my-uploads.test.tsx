import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";

import { timeText } from "@/lib/format";
import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { renderApp } from "@/testing/render-app";
import { anUpload, aRead, aText } from "@/testing/samples";

import type { Upload } from "@/client";

function withUploads(...uploads: Upload[]): FakeApi {
  const api = new FakeApi();
  api.uploads = uploads;
  return api;
}
const show = (path: string, api: FakeApi) => renderApp({ path, api, auth: new FakeAuth().signedIn() });
const numbered = (n: number): Upload => anUpload({ upload_id: `upload-${n}`, file_name: `${n}.jpg` });

describe("my uploads", () => {
  it("teaches what to do where there are none", async () => {
    show("/uploads", withUploads());
    await screen.findByText(texts.uploads.empty);
    await screen.findByRole("button", { name: texts.uploads.emptyAction });
  });

  it("shows plates, states and small pictures, in the API's order", async () => {
    const { container } = show(
      "/uploads",
      withUploads(
        anUpload({
          upload_id: "1",
          reads: [aRead(), aRead({ read_id: "2", plate: "XY99ZZ", status: "needs_review" })],
        }),
        anUpload({ upload_id: "2", reads: [] }),
        anUpload({ upload_id: "3", status: "failed", image: null, reads: [] }),
        anUpload({ upload_id: "4", status: "processing", image: null, reads: [] }),
      ),
    );
    await screen.findByText("ABC1234");
    const tiles = within(screen.getByRole("main")).getAllByRole("listitem");
    const expected = [/ABC1234XY99ZZ.*Needs review/, /No plate found/, /Failed/, /Reading the plate/];
    tiles.forEach((tile, i) => expect(tile.textContent).toMatch(expected[i] ?? /never/));
    expect(container.querySelector("main img")?.getAttribute("src")).toBe("http://s3.test/thumbnail");
  });

  it("leads to all about a photo, and to each of its plates", async () => {
    const reads = [aRead(), aRead({ read_id: "upload-1-2", plate: "XY99ZZ" })];
    show("/uploads", withUploads(anUpload({ reads })));
    await screen.findByText("ABC1234");
    const links = within(within(screen.getByRole("main")).getByRole("listitem")).getAllByRole("link");
    expect(links.map((link) => [link.textContent, link.getAttribute("href")])).toEqual([
      ["ABC1234", "/reads/upload-1-1"],
      ["XY99ZZ", "/reads/upload-1-2"],
      ["gate.jpg", "/uploads/upload-1"],
    ]);
  });

  it.each([
    ["stage" as const, texts.photo.waitingHelp],
    ["camera" as const, texts.photo.waitingOfCameraHelp],
  ])("says of a photo that waits for the budget of a %s that nobody has to send it again", async (budget, help) => {
    const waits = { budget, until: "2026-05-02T00:00:00Z" };
    show("/uploads/upload-1", withUploads(anUpload({ status: "waiting", waits, reads: [] })));
    await screen.findByText(texts.photo.statuses.waiting);
    await screen.findByText(help(timeText(waits.until)));
  });

  it("loads more on demand", async () => {
    const user = userEvent.setup({ delay: null });
    show("/uploads", withUploads(...Array.from({ length: 30 }, (_, i) => numbered(i))));
    await screen.findByText("23.jpg");
    expect(screen.queryByText("24.jpg")).toBeNull();
    await user.click(screen.getByRole("button", { name: texts.uploads.more }));
    await screen.findByText("29.jpg");
    expect(screen.queryByRole("button", { name: texts.uploads.more })).toBeNull();
  });

  it("asks for a fresh address when a picture's has run out", async () => {
    const { api, container } = show("/uploads", withUploads(anUpload()));
    await screen.findByText("ABC1234");
    api.uploads = [anUpload({ image: { ...fresh(), thumbnail_url: "http://s3.test/fresh" } })];
    const picture = container.querySelector("main img");
    if (picture !== null) fireEvent.error(picture);
    await waitFor(() => expect(container.querySelector("main img")?.getAttribute("src")).toBe("http://s3.test/fresh"));
  });

  it("says why it cannot be shown, and tries again", async () => {
    const user = userEvent.setup({ delay: null });
    const api = withUploads(anUpload());
    api.nextAnswers = [
      () => Response.json({ error: { code: "bad_cursor", message: "Start anew.", request_id: "r" } }, { status: 400 }),
    ];
    show("/uploads", api);
    await screen.findByText("Start anew.");
    await user.click(screen.getByRole("button", { name: texts.errors.tryAgain }));
    await screen.findByText("ABC1234");
  });
});

function fresh(): NonNullable<Upload["image"]> {
  const { image } = anUpload();
  if (image === null) throw new Error("the sample has an image");
  return image;
}

describe("an upload's page", () => {
  it("shows the photo with a frame for each plate, and all about each", async () => {
    const reads = [
      aRead({
        candidates: [
          { plate: "ABC1234", confidence: 0.98 },
          { plate: "A8C1234", confidence: 0.02 },
        ],
      }),
      aRead({ read_id: "2", plate: "XY99ZZ", confidence: 0.61, status: "needs_review", region: null }),
    ];
    const { container } = show("/uploads/upload-1", withUploads(anUpload({ reads })));
    await screen.findByText("Almost certain · 98 %");
    await screen.findByText("Needs review");
    await screen.findByText("A8C1234");
    const more = screen.getByRole("link", { name: texts.photo.howRead("ABC1234") });
    expect(more.getAttribute("href")).toBe("/reads/upload-1-1");
    expect(screen.getByRole("img", { name: /ABC1234, XY99ZZ/ }).getAttribute("src")).toBe("http://s3.test/photo");
    const frames = [...container.querySelectorAll("polygon[data-status]")];
    expect(frames.map((frame) => frame.getAttribute("points"))[0]).toBe("0.4,0.6 0.6,0.6 0.6,0.7 0.4,0.7");
    expect(frames.map((frame) => frame.getAttribute("data-status"))).toEqual(["accepted", "needs_review"]);
  });

  it("says that a photo has no plate, and why each text is none", async () => {
    const api = withUploads(anUpload({ reads: [] }));
    api.texts = { "upload-1": [aText({ text: "TAXI", reason: { code: "word", message: "A word." } })] };
    const { container } = show("/uploads/upload-1", api);
    await screen.findByText(texts.photo.noPlate);
    await screen.findByRole("heading", { level: 2, name: texts.why.noReadTitle });
    const row = (await screen.findByRole("button", { name: "TAXI" })).closest("tr");
    expect(row?.textContent).toContain(texts.why.reasons.word);
    expect(container.querySelectorAll('[data-fate="refused"] polygon')).not.toHaveLength(0);
  });

  it("says that a photo has no text at all", async () => {
    show("/uploads/upload-1", withUploads(anUpload({ reads: [] })));
    await screen.findByText(texts.why.noText);
  });

  it("asks for no reasons where plates were read", async () => {
    const { api } = show("/uploads/upload-1", withUploads(anUpload()));
    await screen.findByText("Almost certain · 98 %");
    expect(api.requests.some(({ url }) => url.endsWith("/explanation"))).toBe(false);
  });

  it("says why a photo failed and what to do", async () => {
    const failure = {
      code: "truncated",
      message: "The file ends too early. Send the original again.",
      correlation_id: null,
    };
    show("/uploads/upload-1", withUploads(anUpload({ status: "failed", failure, image: null, reads: [] })));
    await screen.findByText(failure.message);
  });

  it("says that a photo never arrived", async () => {
    show("/uploads/upload-1", withUploads(anUpload({ status: "awaiting_upload", image: null, reads: [] })));
    await screen.findByText(texts.photo.awaitingHelp);
  });

  it("follows the photo until it is read", async () => {
    const created_at = new Date().toISOString();
    const api = withUploads(anUpload({ created_at, status: "processing", image: null, reads: [] }));
    show("/uploads/upload-1", api);
    await screen.findByText(texts.photo.processingHelp);
    api.uploads = [anUpload()];
    await screen.findByText("Almost certain · 98 %");
  });

  it("says that there is no such upload", async () => {
    show("/uploads/elsewhere", withUploads());
    await screen.findByRole("heading", { level: 1, name: texts.uploads.notFound });
  });
});

describe("a page that breaks", () => {
  it("says so, and leaves the way to the others open", async () => {
    vi.spyOn(console, "error").mockReturnValue(undefined);
    show("/uploads/upload-1", withUploads({ ...anUpload(), captured_at: "no time" }));
    await screen.findByText(texts.errors.pageBroke);
    expect(screen.getByRole("link", { name: texts.app.myUploads })).toBeTruthy();
  });
});

describe("any other address", () => {
  it("has a page that says so", async () => {
    show("/nowhere", withUploads());
    await screen.findByRole("heading", { level: 1, name: texts.notFound.title });
  });
});

describe("a photo that shows the same as another", () => {
  const repeat = anUpload({ upload_id: "upload-2", repeat_of: "upload-1", reads: [] });

  it("says so in the list", async () => {
    show("/uploads", withUploads(repeat));
    await screen.findByText(texts.photo.repeat.label);
    expect(screen.queryByText(texts.photo.noPlate)).toBeNull();
  });

  it("leads to the other one, and is read when somebody asks", async () => {
    const api = withUploads(repeat);
    show("/uploads/upload-2", api);
    const link = await screen.findByRole("link", { name: texts.photo.repeat.other });
    expect(link.getAttribute("href")).toBe("/uploads/upload-1");
    expect(screen.queryByText(texts.why.noReadTitle)).toBeNull();
    const read = { ...repeat, repeat_of: null, reads: [aRead()] };
    api.nextAnswers = [
      () => {
        api.uploads = [read];
        return Response.json({ ...read, status: "processing", reads: [] });
      },
    ];
    await userEvent.click(screen.getByRole("button", { name: texts.photo.repeat.read }));
    await screen.findByText("ABC1234");
    expect(api.requests.some(({ method, url }) => method === "POST" && url.endsWith("/uploads/upload-2/read"))).toBe(
      true,
    );
  });

  it("says why it cannot be read, and shows how it stands by now", async () => {
    const api = withUploads(repeat);
    show("/uploads/upload-2", api);
    const button = await screen.findByRole("button", { name: texts.photo.repeat.read });
    api.nextAnswers = [
      () =>
        Response.json({ error: { code: "no_repeat", message: "It is no repeat.", request_id: "1" } }, { status: 409 }),
    ];
    await userEvent.click(button);
    await screen.findByText("It is no repeat.");
  });
});
