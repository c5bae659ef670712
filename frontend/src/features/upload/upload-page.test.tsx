import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { renderApp } from "@/testing/render-app";
import { aJpeg, anUpload, aRead } from "@/testing/samples";

const { upload: t } = texts;

/** Every photo loads, and is of one size. */
class FakeImage {
  naturalWidth = 1280;
  naturalHeight = 960;
  onload?: () => void;
  private address = "";
  set src(address: string) {
    this.address = address;
    queueMicrotask(() => this.onload?.());
  }
  get src(): string {
    return this.address;
  }
}

type Answer = "taken" | "broken" | "held";

/** S3 that takes each photo at once, or breaks the connection, or lets it wait. */
function stubStorage(answer: () => Answer): void {
  class FakeRequest {
    upload = {};
    status = 204;
    responseText = "";
    onload?: () => void;
    onerror?: () => void;
    onabort?: () => void;
    onloadend?: () => void;
    open(): void {
      // Nothing to open.
    }
    send(): void {
      const outcome = answer();
      if (outcome === "held") return;
      queueMicrotask(() => {
        if (outcome === "taken") this.onload?.();
        else this.onerror?.();
        this.onloadend?.();
      });
    }
    abort(): void {
      this.onabort?.();
      this.onloadend?.();
    }
  }
  vi.stubGlobal("XMLHttpRequest", FakeRequest);
}

beforeEach(() => {
  vi.stubGlobal("Image", FakeImage);
  URL.createObjectURL = () => "blob:photo";
  URL.revokeObjectURL = () => undefined;
  stubStorage(() => "taken");
});

async function start(api = new FakeApi()) {
  const world = renderApp({ api, auth: new FakeAuth().signedIn("ann@example.com") });
  const user = userEvent.setup({ applyAccept: false, delay: null });
  await screen.findByRole("heading", { level: 1, name: t.title });
  return { ...world, user };
}

async function choose(user: UserEvent, ...files: File[]): Promise<void> {
  const input = document.querySelector<HTMLInputElement>("input[type=file][multiple]");
  if (input === null) throw new Error("no file input");
  await user.upload(input, files);
}

const readAs =
  (plate: string): FakeApi["whenShown"] =>
  ({ upload_id, file_name }) =>
    anUpload({ upload_id, file_name, reads: [aRead({ upload_id, plate })] });

describe("uploading", () => {
  it("shows the plate in the photo, and reads it out", async () => {
    const api = new FakeApi();
    api.whenShown = readAs("ABC1234");
    const { user } = await start(api);
    await choose(user, aJpeg("gate.jpg"));
    await screen.findByText("Almost certain · 98 %");
    expect(screen.getByRole("img", { name: /The photo.*ABC1234/ }).getAttribute("src")).toBe("blob:photo");
    expect(screen.getByRole("log").textContent).toBe("gate.jpg: Plate: ABC1234.");
  });

  it("waits for a photo that S3 has and the API does not know yet", async () => {
    const api = new FakeApi();
    const { user } = await start(api);
    await choose(user, aJpeg());
    await screen.findByText(texts.photo.statuses.processing);
    expect(screen.queryByText(texts.photo.statuses.awaiting_upload)).toBeNull();
  });

  it("shows the progress of all photos together", async () => {
    const api = new FakeApi();
    api.whenShown = readAs("ABC1234");
    const { user } = await start(api);
    await choose(user, aJpeg("1.jpg"), aJpeg("2.jpg"));
    expect(await screen.findAllByText([t.allSent(2, 2), t.read(2)].join(" · "))).not.toEqual([]);
  });

  it("counts what was sent, what was read and what failed", async () => {
    const api = new FakeApi();
    api.whenShown = ({ upload_id, file_name }) =>
      file_name === "2.jpg"
        ? anUpload({
            upload_id,
            file_name,
            status: "failed",
            failure: { code: "damaged", message: "Damaged.", correlation_id: null },
          })
        : anUpload({ upload_id, file_name });
    const { user } = await start(api);
    await choose(user, aJpeg("1.jpg"), aJpeg("2.jpg"), new File([], "empty.jpg"));
    const sentence = [t.allSent(2, 3), t.read(1), t.failed(2)].join(" · ");
    expect(await screen.findAllByText(sentence)).not.toEqual([]);
  });

  it("shows many photos small, each with its plate, and reads out how far they are and not each", async () => {
    const api = new FakeApi();
    api.whenShown = ({ upload_id, file_name }) =>
      anUpload({ upload_id, file_name, reads: [aRead({ upload_id, read_id: `${upload_id}-0`, plate: file_name })] });
    const { user } = await start(api);
    const names = Array.from({ length: 8 }, (_, i) => `${i}.jpg`);
    await choose(user, ...names.map((name) => aJpeg(name)));
    const list = await screen.findAllByRole("list", { name: texts.photo.reads });
    await waitFor(() => expect(screen.getAllByRole("link", { name: t.details })).toHaveLength(8));
    expect(list[0]?.textContent).toMatch(/\d\.jpg/);
    const spoken = await screen.findAllByText([t.allSent(8, 8), t.read(8)].join(" · "));
    expect(spoken.some((text) => text.closest("[role=status]") !== null)).toBe(true);
    expect(screen.queryByRole("log")).toBeNull();
    expect(document.querySelectorAll("main svg polygon")).toHaveLength(0);
  });

  it.each([
    ["an empty file", new File([], "empty.jpg", { type: "image/jpeg" }), t.refused.empty],
    ["a text", new File(["some text, long enough"], "notes.txt", { type: "text/plain" }), t.refused.type],
  ])("refuses %s before any request", async (_what, file, sentence) => {
    const { user, api } = await start();
    await choose(user, file);
    const problem = await screen.findByText(sentence);
    expect(within(problem.closest("li") ?? document.body).queryByText(t.retry)).toBeNull();
    expect(api.requests).toEqual([]);
  });

  it("takes dropped photos", async () => {
    const api = new FakeApi();
    api.whenShown = readAs("DROP77");
    await start(api);
    const area = screen.getByText(t.drop);
    fireEvent.drop(area, { dataTransfer: { files: [aJpeg()], types: ["Files"], items: [] } });
    await screen.findByText("Almost certain · 98 %");
  });

  it("says that the connection broke, and sends it again on demand", async () => {
    const answers: Answer[] = ["broken", "taken"];
    stubStorage(() => answers.shift() ?? "taken");
    const api = new FakeApi();
    api.whenShown = readAs("ABC1234");
    const { user } = await start(api);
    await choose(user, aJpeg("gate.jpg"));
    await screen.findByText(t.storage.network);
    await user.click(screen.getByRole("button", { name: t.retryOf("gate.jpg") }));
    await screen.findByText("Almost certain · 98 %");
    expect(api.uploads).toHaveLength(1);
  });

  it("can be cancelled", async () => {
    stubStorage(() => "held");
    const { user } = await start();
    await choose(user, aJpeg("gate.jpg"));
    await screen.findByRole("progressbar");
    await user.click(screen.getByRole("button", { name: t.cancelOf("gate.jpg") }));
    await screen.findByText(t.steps.cancelled);
  });

  it("shows the API's reason for a refusal", async () => {
    const api = new FakeApi();
    const error = { code: "quota", message: "That was enough for today.", request_id: "r" };
    api.nextAnswers = [() => Response.json({ error }, { status: 409 })];
    const { user } = await start(api);
    await choose(user, aJpeg());
    await screen.findAllByText(/That was enough for today/);
  });

  it("warns people who leave while photos are on the way, and only then", async () => {
    stubStorage(() => "held");
    const { user } = await start();
    const leave = (): boolean => window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
    expect(leave()).toBe(true);
    await choose(user, aJpeg("gate.jpg"));
    await screen.findByRole("progressbar");
    expect(leave()).toBe(false);
    await user.click(screen.getByRole("button", { name: t.cancelOf("gate.jpg") }));
    expect(leave()).toBe(true);
  });

  it("goes on while the person is on another page", async () => {
    const { user } = await start();
    stubStorage(() => "held");
    await choose(user, aJpeg("gate.jpg"));
    await screen.findByRole("progressbar");
    await user.click(screen.getByRole("link", { name: texts.app.myUploads }));
    await screen.findByRole("heading", { level: 1, name: texts.uploads.title });
    await user.click(screen.getByRole("link", { name: new RegExp(texts.app.upload) }));
    await screen.findByRole("progressbar");
  });

  it("keeps the photos when the session ends, and drops them when another person signs in", async () => {
    const { user, auth } = await start();
    await choose(user, new File([], "empty.jpg"));
    await screen.findByText(t.refused.empty);
    act(() => auth.expire());
    await screen.findByRole("heading", { level: 1, name: texts.auth.signInTitle });
    act(() => void auth.signedIn("ann@example.com"));
    await screen.findByText(t.refused.empty);
    act(() => void auth.signedIn("bob@example.com", [], "user-2"));
    await waitFor(() => expect(screen.queryByText(t.refused.empty)).toBeNull());
  });
});

describe("what was not sent", () => {
  it("goes on when its person signs in again", async () => {
    const { user, auth, api } = await start();
    api.whenShown = readAs("ABC1234");
    api.nextAnswers = [() => Promise.reject(new TypeError("no network"))];
    await choose(user, aJpeg("gate.jpg"));
    await screen.findByText(t.goesOn);
    act(() => auth.expire());
    await screen.findByRole("heading", { level: 1, name: texts.auth.signInTitle });
    act(() => void auth.signedIn("ann@example.com"));
    await screen.findByText("Almost certain · 98 %");
  });

  it("goes on when the network is back, whichever page is open", async () => {
    const { user, api } = await start();
    api.nextAnswers = [() => Promise.reject(new TypeError("no network"))];
    await choose(user, aJpeg("gate.jpg"));
    await screen.findByText(t.goesOn);
    await user.click(screen.getByRole("link", { name: texts.app.myUploads }));
    await screen.findByRole("heading", { level: 1, name: texts.uploads.title });
    act(() => void window.dispatchEvent(new Event("online")));
    await waitFor(() => expect(api.uploads).toHaveLength(1));
  });

  it("waits where the network does not come back", async () => {
    const { user, api } = await start();
    api.nextAnswers = [() => Promise.reject(new TypeError("no network"))];
    await choose(user, aJpeg("gate.jpg"));
    await screen.findByText(t.goesOn);
  });

  it("does not go to the API of the test after it", async () => {
    const { api } = await start();
    act(() => void window.dispatchEvent(new Event("online")));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(api.uploads).toEqual([]);
  });

  it("is said to be lost by leaving where the browser keeps nothing", async () => {
    stubStorage(() => "held");
    const { user } = await start();
    await choose(user, aJpeg("1.jpg"), aJpeg("2.jpg"));
    await screen.findByText(t.keeping.unkept(2));
    vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
    act(() => void window.dispatchEvent(new Event("offline")));
    await screen.findByText(texts.app.offlineUnkept(2));
  });

  it("is asked about before its person signs out", async () => {
    const ask = vi.fn(() => false);
    vi.stubGlobal("confirm", ask);
    const { user, api } = await start();
    api.nextAnswers = [() => Promise.reject(new TypeError("no network"))];
    await choose(user, aJpeg("gate.jpg"));
    await screen.findByText(t.goesOn);
    await user.click(screen.getByRole("button", { name: texts.app.account }));
    await user.click(await screen.findByRole("menuitem", { name: texts.app.signOut }));
    expect(ask).toHaveBeenCalledWith(texts.app.signOutLoses(1, 0));
    screen.getByText(t.goesOn);
  });

  it("does not leave a card behind that says that it was not received", async () => {
    stubStorage(() => "broken");
    const { user, api } = await start();
    await choose(user, aJpeg("gate.jpg"));
    await screen.findByText(t.storage.network);
    await user.click(screen.getByRole("button", { name: t.removeOf("gate.jpg") }));
    await waitFor(() => expect(api.deletions.map(({ upload_id }) => upload_id)).toEqual(["upload-1"]));
  });
});

describe("without a network", () => {
  it("the page says so", async () => {
    await start();
    vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
    act(() => void window.dispatchEvent(new Event("offline")));
    await screen.findByText(texts.app.offline);
  });
});
