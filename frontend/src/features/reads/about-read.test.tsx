import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import type { Read, Upload } from "@/client";
import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { renderApp } from "@/testing/render-app";
import { aDetail, anUpload, aRead } from "@/testing/samples";

const { read: t, photo } = texts;
const user = () => userEvent.setup({ delay: null });

function show(about: Partial<Read>, upload: Partial<Upload> = {}) {
  const api = new FakeApi();
  const detail = aDetail(about);
  api.reads.details = [{ ...detail, upload: { ...detail.upload, ...upload } }];
  return renderApp({ path: "/reads/upload-1-1", api, auth: new FakeAuth().signedInAsOperator() });
}

const fact = async (label: string): Promise<string> =>
  (await screen.findByText(label, { selector: "dt" })).nextElementSibling?.textContent ?? "";

describe("what is told of a read", () => {
  it.each([
    [{ cause: "too_unsure", confidence_needed: 0.954 }, photo.whyReview.too_unsure("95.4 %")],
    [{ cause: "further_plate", confidence_needed: null }, photo.whyReview.further_plate],
    [{ cause: "every_read", confidence_needed: null }, photo.whyReview.every_read],
    [{ cause: "not_read_again", confidence_needed: null }, photo.whyReview.not_read_again],
    [null, photo.whyReview.unknown],
  ] as const)("says why it waits for a person: %j", async (refusal, said) => {
    show({ status: "needs_review", refusal });
    expect(await fact(photo.whyReview.label)).toBe(said);
  });

  it("says what stands next to it and was not read with it", async () => {
    show({ status: "needs_review", refusal: { cause: "too_unsure", confidence_needed: 0.954 }, left_out_text: "R 2" });
    expect(await fact(photo.whyReview.label)).toContain("“R 2”");
  });

  it("says that letters of other scripts are left out of the plate, where there are some", async () => {
    show({ plate: "B52936", raw_text: "粤B·52936" });
    expect(await fact(photo.seen)).toBe(`粤B·52936${photo.otherScripts}`);
  });

  it("says nothing of other scripts where there are none", async () => {
    show({ plate: "K418TX77", raw_text: "К 418 ТХ 77" });
    expect(await fact(photo.seen)).toBe("К 418 ТХ 77");
  });

  it("gives its uploader's doubt before the machine's", async () => {
    show({ status: "needs_review", is_doubted: true, refusal: null });
    expect(await fact(photo.whyReview.label)).toBe(photo.whyReview.doubted);
  });

  it("gives no reason where nobody need look", async () => {
    show({ status: "confirmed", refusal: { cause: "too_unsure", confidence_needed: 0.9 } });
    await screen.findByText(photo.region);
    expect(screen.queryByText(photo.whyReview.label)).toBeNull();
  });

  it("says when the photo was taken and when it arrived", async () => {
    show({}, { captured_at: "2026-05-01T08:15:00Z", created_at: "2026-05-02T09:00:00Z" });
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    expect(await fact(t.taken(zone))).toMatch(/May 1, 2026/);
    expect(await fact(t.arrived(zone))).toMatch(/May 2, 2026/);
  });

  it("says that a photo does not tell its time", async () => {
    show({}, { captured_at: null });
    expect(await fact(t.taken(Intl.DateTimeFormat().resolvedOptions().timeZone))).toBe(t.takenUnknown);
  });

  it("tells how newer rules found it read before, and of which rules that was", async () => {
    const api = new FakeApi();
    const before = { region: null, confidence: 0.7, status: "accepted" } as const;
    const earlier = [
      { ...before, plate: "A8C1234", reading_version: null, replaced_at: "2026-05-02T09:00:00Z" },
      { ...before, plate: "ABC1Z34", reading_version: "2026-11", replaced_at: "2026-06-02T09:00:00Z" },
    ];
    api.reads.details = [aDetail({}, { earlier })];
    renderApp({ path: "/reads/upload-1-1", api, auth: new FakeAuth().signedInAsOperator() });
    const told = await screen.findByRole("list", { name: texts.review.earlier.title });
    const [first, second] = within(told).getAllByRole("listitem");
    expect(first?.textContent).toContain(texts.review.earlier.unknownRules);
    expect(second?.textContent).toMatch(/ABC1Z34.*2026-11.*Jun 2, 2026/);
  });

  it("calls no plate sure of which it shows another possibility", async () => {
    const [first, ...rest] = Array.from("B12", (character) => ({ character, confidence: 0.97, alternatives: [] }));
    const open = { character: "B", confidence: 0.91, alternatives: [{ character: "8", confidence: 0.08 }] };
    show({ plate: "B12", characters: [open, ...rest] });
    await screen.findByText(t.someOpen(1, 3));
    expect(first?.character).toBe("B");
    expect(screen.queryByText(t.allSure(3))).toBeNull();
  });

  it("strikes out a plate that was rejected, here and in the list of uploads", async () => {
    const { container, unmount } = show({ status: "rejected" });
    await screen.findByText(photo.region);
    expect(container.querySelector("h1 s")?.textContent).toBe("ABC1234");
    unmount();
    const api = new FakeApi();
    api.uploads = [anUpload({ reads: [aRead({ status: "rejected" }), aRead({ read_id: "2", plate: "XY9" })] })];
    const list = renderApp({ path: "/uploads", api, auth: new FakeAuth().signedIn() });
    await screen.findByText("XY9");
    expect([...list.container.querySelectorAll("s")].map((one) => one.textContent)).toEqual(["ABC1234"]);
    expect(screen.getAllByText(photo.readStatuses.rejected)).not.toHaveLength(0);
  });

  it("lets an operator correct the region, and tells it in the history", async () => {
    const { api } = show({ region: "us", region_confidence: 0.7, version: 3 });
    expect(await fact(photo.region)).toBe("Perhaps United States · 70 %");
    await user().click(screen.getByRole("button", { name: t.correctRegion }));
    await user().click(await screen.findByRole("button", { name: new RegExp(t.whoseRegion) }));
    await user().click(await screen.findByRole("option", { name: "Brazil" }));
    await user().click(screen.getByRole("button", { name: texts.review.save }));
    await waitFor(() => expect(api.reads.reviews).toHaveLength(1));
    expect(api.reads.reviews[0]).toMatchObject({ decision: "correct", plate: "ABC1234", region: "br", version: 3 });
    expect(await fact(photo.region)).toBe("Brazil");
    within(screen.getByRole("list", { name: texts.review.history })).getByText(texts.review.regionIs("Brazil"));
  });

  it("enlarges the photo where it stands, to be moved by the keyboard", async () => {
    show({});
    await user().click(await screen.findByLabelText(photo.enlarge));
    expect(screen.getByRole("region", { name: photo.enlarged }).tabIndex).toBe(0);
    expect(screen.getByRole("link", { name: new RegExp(photo.fullSize) }).getAttribute("href")).toBe(
      "http://s3.test/photo",
    );
  });
});
