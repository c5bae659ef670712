import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { renderApp } from "@/testing/render-app";
import { aDetail, anUpload } from "@/testing/samples";

const { deletion: t } = texts;

const user = () => userEvent.setup({ delay: null });
const press = async (name: string): Promise<void> => user().click(await screen.findByRole("button", { name }));
const dialog = () => screen.findByRole("dialog");

function ownUploads() {
  const api = new FakeApi();
  api.uploads = [anUpload(), anUpload({ upload_id: "upload-2", file_name: "other.jpg" })];
  return renderApp({ path: "/uploads/upload-1", api, auth: new FakeAuth().signedIn() });
}

function othersRead(about: Parameters<typeof aDetail>[1] = {}) {
  const api = new FakeApi();
  api.reads.details = [aDetail({}, about)];
  return renderApp({ path: "/reads/upload-1-1", api, auth: new FakeAuth().signedInAsOperator() });
}

describe("deleting one's own photo", () => {
  it("asks first, and leads to the list without it, with a receipt", async () => {
    const { api, path } = ownUploads();
    await press(t.delete);
    expect((await dialog()).textContent).toContain(t.what);
    expect(within(await dialog()).queryByRole("radio")).toBeNull();
    expect(api.deletions).toEqual([]);
    await press(t.confirm);
    await screen.findByText(t.deletedTitle);
    expect(path()).toBe("/uploads");
    expect(screen.getByText(t.receiptId("upload-1"))).toBeTruthy();
    await screen.findByText("other.jpg");
    expect(screen.queryByText("gate.jpg")).toBeNull();
    expect(screen.queryByText(t.restGoes)).toBeNull();
    expect(api.deletions).toEqual([{ upload_id: "upload-1", reason: null }]);
  });

  it("is asked for once by two quick presses", async () => {
    const { api } = ownUploads();
    await press(t.delete);
    const confirm = await screen.findByRole("button", { name: t.confirm });
    fireEvent.click(confirm);
    fireEvent.click(confirm);
    await screen.findByText(t.deletedTitle);
    expect(api.requests.filter(({ url }) => url.endsWith("/delete"))).toHaveLength(1);
  });

  it("does nothing when it is kept", async () => {
    const { api } = ownUploads();
    await press(t.delete);
    await press(t.keep);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(api.deletions).toEqual([]);
  });

  it("says why it cannot be deleted just now", async () => {
    const { api, path } = ownUploads();
    await press(t.delete);
    const message = "The photo is being read just now. Delete it in a minute.";
    api.nextAnswers = [
      () => Response.json({ error: { code: "photo_busy", message, request_id: "r" } }, { status: 409 }),
    ];
    await press(t.confirm);
    await screen.findByText(message);
    expect(path()).toBe("/uploads/upload-1");
  });

  it("says where more is left to remove than one request does", async () => {
    const { api } = ownUploads();
    await press(t.delete);
    const receipt = { upload_id: "upload-1", reason: "own_wish", read_count: 1, deleted_at: "2026-05-01T11:00:00Z" };
    api.nextAnswers = [() => Response.json({ ...receipt, is_complete: false })];
    await press(t.confirm);
    await screen.findByText(t.restGoes);
  });

  it("lets the receipt be put away", async () => {
    ownUploads();
    await press(t.delete);
    await press(t.confirm);
    await screen.findByText(t.deletedTitle);
    await press(t.close);
    await waitFor(() => expect(screen.queryByText(t.deletedTitle)).toBeNull());
  });
});

describe("deleting a read's photo as an operator", () => {
  it("needs a reason, and leads to all reads", async () => {
    const { api, path } = othersRead();
    await press(t.delete);
    await press(t.confirm);
    await screen.findByText(t.whyMissing);
    expect(api.deletions).toEqual([]);
    await user().click(screen.getByRole("radio", { name: t.reasons.privacy_request }));
    await press(t.confirm);
    await screen.findByText(t.deletedTitle);
    expect(path()).toBe("/reads");
    expect(api.deletions).toEqual([{ upload_id: "upload-1", reason: "privacy_request" }]);
  });

  it("is there where the photo itself is gone", async () => {
    const detail = aDetail();
    othersRead({ upload: { ...detail.upload, image: null } });
    await screen.findByText(texts.photo.gone);
    await screen.findByRole("button", { name: t.delete });
  });

  it("is not for other people", async () => {
    const api = new FakeApi();
    api.uploads = [anUpload()];
    renderApp({ path: "/reads/upload-1-1", api, auth: new FakeAuth().signedIn() });
    await screen.findByRole("heading", { level: 1, name: "ABC1234" });
    expect(screen.queryByRole("button", { name: t.delete })).toBeNull();
  });
});
