import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { renderApp } from "@/testing/render-app";
import { aDetail } from "@/testing/samples";

import { endOfDay } from "./HoldDialog";

const { hold: t } = texts;

const user = () => userEvent.setup({ delay: null });

function show(auth = new FakeAuth().signedInAsOperator()) {
  const api = new FakeApi();
  api.reads.details = [aDetail()];
  return renderApp({ path: `/reads/${aDetail().read.read_id}`, api, auth });
}

async function hold(reason: string, day: string): Promise<void> {
  await user().click(await screen.findByRole("button", { name: t.hold }));
  await user().type(screen.getByLabelText(t.reason), reason);
  fireEvent.change(screen.getByLabelText(t.until), { target: { value: day } });
  await user().click(within(screen.getByRole("dialog", { name: t.hold })).getByRole("button", { name: t.hold }));
}

describe("holding a photo", () => {
  it("keeps it with a reason until the end of a day, and releases it by hand", async () => {
    const { api } = show();
    await hold("asked for by the police", "2099-05-01");
    await screen.findByText(/asked for by the police/);
    expect(api.reads.holds).toEqual([
      { reason: "asked for by the police", until: new Date("2099-05-01T23:59:59").toISOString(), version: 0 },
    ]);
    await user().click(screen.getByRole("button", { name: t.release }));
    await user().click(
      within(screen.getByRole("dialog", { name: t.release })).getByRole("button", { name: t.release }),
    );
    await waitFor(() => expect(screen.getByRole("button", { name: t.hold })).toBeTruthy());
  });

  it("asks for a reason and a day that is not over", async () => {
    const { api } = show();
    await hold("ab", "2001-05-01");
    await screen.findByText(t.reasonWrong(3, 200));
    expect(screen.getByText(t.untilWrong)).toBeTruthy();
    expect(api.reads.holds).toEqual([]);
  });

  it("is not for uploaders", async () => {
    const { api } = show(new FakeAuth().signedIn());
    await screen.findByText(texts.review.noHistory);
    expect(screen.queryByRole("button", { name: t.hold })).toBeNull();
    expect(api.reads.holds).toEqual([]);
  });

  it("stands beside the digest of the photo, for who has to prove that it is the same", async () => {
    const api = new FakeApi();
    const object = {
      size_bytes: 1,
      content_type: "image/jpeg",
      last_modified: "2026-05-01T10:00:00Z",
      etag: "e",
      sha256: "0".repeat(64),
    };
    const detail = aDetail();
    api.reads.details = [{ ...detail, upload: { ...detail.upload, object } }];
    renderApp({ path: `/reads/${detail.read.read_id}`, api, auth: new FakeAuth().signedInAsOperator() });
    await screen.findByText(object.sha256);
  });

  it.each([
    ["", null],
    ["2026-05-01", null],
    ["2026-05-02", new Date("2026-05-02T23:59:59")],
  ])("takes %j for %j on the second of May", (day, end) => {
    expect(endOfDay(day, new Date("2026-05-02T10:00:00"))).toEqual(end);
  });
});
