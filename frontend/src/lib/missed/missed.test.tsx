import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import type { Upload } from "@/client";
import { texts } from "@/lib/texts";
import { refusal } from "@/testing/answers";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { aDetail, anUpload, aRead, aTypedRead } from "@/testing/samples";
import { renderApp } from "@/testing/render-app";

const { missed: t, review } = texts;

const user = () => userEvent.setup({ delay: null });

function show(...uploads: Upload[]) {
  const api = new FakeApi();
  api.uploads = uploads;
  return renderApp({ path: "/uploads/upload-1", api, auth: new FakeAuth().signedIn() });
}

const photo = (): Promise<HTMLElement> => screen.findByRole("img", { name: t.photoToDrawIn("gate.jpg") });
const typed = async (plate: string): Promise<void> => {
  const keys = user();
  await keys.click(await screen.findByRole("button", { name: t.type }));
  await keys.type(await screen.findByLabelText(review.editLabel), `${plate}{Enter}`);
};

/** jsdom lays nothing out, and knows no capture of pointers. */
beforeEach(() => {
  Element.prototype.setPointerCapture = vi.fn();
  const place = { left: 0, top: 0, width: 200, height: 100 } as DOMRect;
  vi.spyOn(HTMLElement.prototype, "getBoundingClientRect").mockReturnValue(place);
});
afterEach(() => {
  vi.restoreAllMocks();
  sessionStorage.clear();
});

describe("a plate that was missed", () => {
  it("is typed without a box from the keyboard, shown as a person's, and taken back", async () => {
    const { api } = show(anUpload({ reads: [] }));
    await typed("xy34 zab");
    await screen.findByText(t.savedForReview("XY34ZAB"));
    expect(api.missed.typed).toEqual([{ uploadId: "upload-1", plate: "XY34ZAB", bounding_box: null }]);
    const list = await screen.findByRole("list", { name: texts.photo.reads });
    expect(within(list).getByText("XY34ZAB")).toBeTruthy();
    expect(list.textContent).toContain(t.readers.you);
    expect(list.textContent).not.toMatch(/%|Confidence|Region|Seen as/);

    await user().click(screen.getByRole("button", { name: review.undo }));
    await screen.findByText(t.takenBack("XY34ZAB"));
    await waitFor(() => expect(screen.queryByRole("list", { name: texts.photo.reads })).toBeNull());
    expect(api.missed.said).toEqual([{ readId: "upload-1-100", what: "take-back" }]);
  });

  it("may have a box drawn around it, from any corner, and removed", async () => {
    const { api } = show(anUpload({ reads: [] }));
    await user().click(await screen.findByRole("button", { name: t.type }));
    const draw = (x0: number, y0: number, x1: number, y1: number): void => {
      const canvas = image.closest("[role=presentation]");
      if (canvas === null) throw new Error("nothing to draw in");
      const at = (clientX: number, clientY: number) => ({ clientX, clientY, isPrimary: true, button: 0, pointerId: 1 });
      fireEvent.pointerDown(canvas, at(x0, y0));
      fireEvent.pointerMove(canvas, at(x1, y1));
      fireEvent.pointerUp(canvas, at(x1, y1));
    };
    const image = await photo();
    draw(100, 75, 50, 50);
    await user().click(await screen.findByRole("button", { name: t.removeBox }));
    expect(screen.queryByText(t.boxDrawn)).toBeNull();
    draw(100, 75, 50, 50);
    await screen.findByText(t.boxDrawn);
    await user().type(screen.getByLabelText(review.editLabel), "XY34ZAB{Enter}");
    await screen.findByText(t.savedForReview("XY34ZAB"));
    expect(api.missed.typed[0]?.bounding_box).toEqual({ left: 0.25, top: 0.5, width: 0.25, height: 0.25 });
  });

  it("is saved once by a double Enter", async () => {
    const { api } = show(anUpload({ reads: [] }));
    await typed("XY34ZAB{Enter}");
    await screen.findByText(t.savedForReview("XY34ZAB"));
    expect(api.missed.typed).toHaveLength(1);
  });

  it("that cannot be one is refused, and stays to be mended", async () => {
    const { api } = show(anUpload({ reads: [] }));
    await typed("uh1!");
    await screen.findByText(review.editStrange(["!"]));
    expect(screen.getByLabelText<HTMLInputElement>(review.editLabel).value).toBe("UH1!");
    expect(api.missed.typed).toEqual([]);
  });

  it("that was read already is refused at its field, until another is typed", async () => {
    const { api } = show(anUpload());
    await user().click(await screen.findByRole("button", { name: t.typeAnother }));
    const field = screen.getByLabelText(review.editLabel);
    await user().type(field, "ABC 1234{Enter}");
    await screen.findByText(t.isThere);
    await user().type(field, "5");
    expect(screen.queryByText(t.isThere)).toBeNull();
    expect(api.missed.typed).toEqual([]);
  });

  it("that the API refuses is told of at its field, and nowhere else", async () => {
    const { api } = show(anUpload({ reads: [] }));
    await user().click(await screen.findByRole("button", { name: t.type }));
    api.nextAnswers = [() => refusal(400, "invalid_request", "plate: 10 plates were typed in this photo.")];
    await user().type(screen.getByLabelText(review.editLabel), "XY34ZAB{Enter}");
    await screen.findByText(t.refused);
    expect(screen.queryByText(texts.errors.heading)).toBeNull();
  });

  it("can be typed beside plates that were read", async () => {
    show(anUpload());
    await screen.findByRole("button", { name: t.typeAnother });
  });

  it.each(["processing", "failed", "awaiting_upload"] as const)("waits while its photo is %s", async (status) => {
    show(anUpload({ status, reads: [], image: null }));
    await screen.findByRole("heading", { level: 1, name: "gate.jpg" });
    expect(screen.queryByRole("button", { name: t.type })).toBeNull();
  });
});

describe("a read of one's own photo", () => {
  it("is said to be wrong, and that is taken back", async () => {
    const { api } = show(anUpload());
    await user().click(await screen.findByRole("button", { name: t.wrongOf("ABC1234") }));
    await screen.findByText(t.doubted);
    await user().click(screen.getByRole("button", { name: review.undo }));
    await screen.findByRole("button", { name: t.wrongOf("ABC1234") });
    expect(api.missed.said.map(({ what }) => what)).toEqual(["doubt", "take-back"]);
  });

  it("that one typed is taken back, and cannot be called wrong", async () => {
    const { api } = show(anUpload({ reads: [aTypedRead({ bounding_box: null, polygon: [] })] }));
    await user().click(await screen.findByRole("button", { name: t.takeBack }));
    expect(screen.queryByRole("button", { name: t.wrongOf("XY34ZAB") })).toBeNull();
    await waitFor(() => expect(api.missed.said).toEqual([{ readId: "upload-1-100", what: "take-back" }]));
  });

  it("that an operator rejected has nothing to be said of", async () => {
    show(anUpload({ reads: [aRead({ status: "rejected" })] }));
    await screen.findByRole("list", { name: texts.photo.reads });
    expect(screen.queryByRole("button", { name: t.wrongOf("ABC1234") })).toBeNull();
  });
});

describe("the page of a read", () => {
  function open(detail: ReturnType<typeof aDetail>) {
    const api = new FakeApi();
    api.reads.details = [detail];
    return renderApp({ path: `/reads/${detail.read.read_id}`, api, auth: new FakeAuth().signedInAsOperator() });
  }

  it("shows nothing of a person's read that nobody reckoned", async () => {
    const email = "driver@platebook.example";
    const read = aTypedRead({ typed_by: "a-driver", typed_by_email: email, uploader: "a-driver" });
    open(aDetail(read, { texts: [] }));
    await screen.findByText(t.readers.byEmail(email));
    const headings = screen.getAllByRole("heading", { level: 2 }).map(({ textContent }) => textContent);
    expect(headings).not.toContain(texts.read.characters);
    expect(headings).not.toContain(texts.read.candidates);
    expect(document.body.textContent).not.toMatch(/\d %/);
  });

  it("tells operators that the uploader says it is wrong, and what was said when", async () => {
    const said = {
      decision: "doubt",
      reason: null,
      by: "a-driver",
      by_email: null,
      at: "2026-05-01T10:30:00Z",
    } as const;
    const region = { corrected_region_before: null, corrected_region_after: null };
    const before = { status_before: "accepted", corrected_plate_before: null } as const;
    const after = { status_after: "needs_review", corrected_plate_after: null, version: 1 } as const;
    const read = { uploader: "a-driver", is_doubted: true, status: "needs_review" } as const;
    open(aDetail(read, { reviews: [{ ...said, ...before, ...after, ...region }] }));
    await screen.findByText(t.doubtedByUploader);
    await screen.findByText(t.historyOf.doubt);
  });
});
