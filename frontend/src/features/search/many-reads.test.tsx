import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";

import { timeZone } from "@/lib/format";
import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { aDetail, aFind } from "@/testing/samples";

import { refuse, rows, show, user } from "./test-page";

const { reads: t, bulk } = texts;

/** Opens the dialog, and chooses what is named. */
async function startExport(...choices: string[]): Promise<void> {
  await user().click(screen.getByRole("button", { name: t.export }));
  const dialog = await screen.findByRole("dialog");
  for (const choice of choices) await user().click(within(dialog).getByLabelText(choice));
  await user().click(within(dialog).getByRole("button", { name: t.exportStart }));
}

/** What the browser is given to save. */
function saving(): Blob[] {
  const saved: Blob[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockReturnValue(undefined);
  vi.stubGlobal(
    "URL",
    Object.assign(URL, {
      createObjectURL: (blob: Blob) => {
        saved.push(blob);
        return "blob:1";
      },
      revokeObjectURL: () => undefined,
    }),
  );
  return saved;
}

const TWO_PAGES = [[aFind()], [aFind({ read_id: "2" })]];

describe("exporting", () => {
  it("puts the pieces into one file, and asks for what the page shows", async () => {
    const saved = saving();
    const { api } = show("/reads?status=accepted", ({ reads }) => {
      reads.found = TWO_PAGES;
      reads.counts = [3];
      reads.pieces = ['{"a":1}\n', '{"a":2}\n{"a":3}\n'];
    });
    await screen.findByText("ABC1234");
    await startExport(t.exportFormats.jsonl);
    await screen.findByText(t.exported(3));
    expect(saved.map(({ size }) => size)).toEqual([24]);
    const asked = { status: "accepted", format: "jsonl", limit: 500, time_zone: timeZone };
    expect(api.reads.exports).toEqual([asked, { ...asked, cursor: "1" }]);
  });

  it("tells before how many reads the file will have, by the conditions that are exported", async () => {
    const { api } = show("/reads?status=accepted", ({ reads }) => {
      reads.found = TWO_PAGES;
      reads.counts = [1000, 234];
    });
    await screen.findByText("ABC1234");
    await user().click(screen.getByRole("button", { name: t.export }));
    await screen.findByText(t.counted(1234, "1,234"));
    expect(api.reads.counted).toEqual([
      { status: "accepted", limit: 1000 },
      { status: "accepted", limit: 1000, cursor: "1" },
    ]);
    expect(api.reads.exports).toEqual([]);
  });

  it("knows without asking how many there are where all are shown, and exports nothing of nothing", async () => {
    const { api } = show("/reads");
    await screen.findByText(t.nothing);
    await user().click(screen.getByRole("button", { name: t.export }));
    await screen.findByText(t.countedNone);
    const start = within(screen.getByRole("dialog")).getByRole("button", { name: t.exportStart });
    expect(start.hasAttribute("disabled")).toBe(true);
    expect(api.reads.counted).toEqual([]);
  });

  it("has addresses in the file only by choice, and begins a CSV so that Excel takes it for UTF-8", async () => {
    const saved = saving();
    const { api } = show("/reads", ({ reads }) => {
      reads.found = [[aFind()]];
      reads.pieces = ["read_id\r\n1\r\n"];
    });
    await screen.findByText("ABC1234");
    await startExport(t.exportEmails);
    await screen.findByText(t.exported(1));
    expect(api.reads.exports).toEqual([{ format: "csv", limit: 500, time_zone: timeZone, with_emails: true }]);
    expect([...new Uint8Array((await saved[0]?.arrayBuffer()) ?? new ArrayBuffer())].slice(0, 3)).toEqual([
      0xef, 0xbb, 0xbf,
    ]);
  });

  it("says why it failed", async () => {
    const { api } = show("/reads", ({ reads }) => (reads.found = [[aFind()]]));
    await screen.findByText("ABC1234");
    api.nextAnswers = [refuse("Not just now.")];
    await startExport();
    await screen.findByText("Not just now.");
  });

  it("says what to do where the API does not know the browser's time zone", async () => {
    const { api } = show("/reads", ({ reads }) => (reads.found = [[aFind()]]));
    await screen.findByText("ABC1234");
    api.nextAnswers = [refuse("time_zone: there is no such zone. Give one such as Europe/Bucharest or UTC.")];
    await startExport();
    await screen.findByText(t.exportZone(timeZone));
  });

  it("can be cancelled", async () => {
    const { api } = show("/reads", ({ reads }) => (reads.found = [[aFind()]]));
    await screen.findByText("ABC1234");
    api.nextAnswers = [() => new Promise(() => undefined)];
    await startExport();
    const progress = (await screen.findByText(t.exportedOf("0", "1"))).closest("[role=status]");
    if (!(progress instanceof HTMLElement)) throw new Error("the progress is told to nobody");
    await user().click(within(progress).getByRole("button", { name: t.cancelExport }));
    await waitFor(() => expect(screen.queryByText(t.exportedOf("0", "1"))).toBeNull());
  });
});

/** Three reads in two photos, found and to be decided on. */
function threeReads({ reads }: FakeApi): void {
  const finds = [
    aFind({ read_id: "u1-0", upload_id: "u1", plate: "AAA111" }),
    aFind({ read_id: "u1-1", upload_id: "u1", plate: "BBB222" }),
    aFind({ read_id: "u2-0", upload_id: "u2", plate: "CCC333" }),
  ];
  reads.found = [finds];
  reads.details = finds.map((read) => aDetail(read));
}

async function choose(...plates: string[]): Promise<void> {
  for (const plate of plates)
    await user().click(await screen.findByRole("checkbox", { name: new RegExp(`^Select ${plate}`) }));
}

async function confirmBulk(button: string, confirm: string, reason: string): Promise<void> {
  await user().click(screen.getByRole("button", { name: button }));
  const dialog = await screen.findByRole("dialog");
  await user().click(within(dialog).getByRole("radio", { name: reason }));
  await user().click(within(dialog).getByRole("button", { name: confirm }));
}

const reasons = texts.review.reasons;

describe("several reads at once", () => {
  it("are rejected for one reason, shown as such, and can be taken back", async () => {
    const { api } = show("/reads", threeReads);
    await choose("AAA111", "CCC333");
    await confirmBulk(bulk.reject, bulk.reject, reasons.not_a_plate);
    await screen.findByText(bulk.rejected(2));
    expect(api.reads.reviews.map(({ readId, decision, reason }) => [readId, decision, reason])).toEqual([
      ["u1-0", "reject", "not_a_plate"],
      ["u2-0", "reject", "not_a_plate"],
    ]);
    expect(rows().map(({ textContent }) => textContent.includes(texts.photo.readStatuses.rejected))).toEqual([
      true,
      false,
      true,
    ]);
    await user().click(screen.getByRole("button", { name: bulk.undo }));
    await screen.findByText(bulk.undone(2));
    expect(api.reads.reviews.slice(2).map(({ decision }) => decision)).toEqual(["undo", "undo"]);
    expect(api.reads.searches).toHaveLength(1);
  });

  it("that could not be rejected are named with the reason, the others are done", async () => {
    const { api } = show("/reads", threeReads);
    await choose("AAA111", "BBB222");
    api.reads.decideElsewhere("u1-1", { decision: "confirm" });
    await confirmBulk(bulk.reject, bulk.reject, reasons.other);
    await screen.findByText(bulk.rejected(1));
    expect(screen.getByText(bulk.failed(1)).parentElement?.textContent).toMatch(/BBB222: Somebody else was faster/);
  });

  it("are not rejected again, nor without a reason", async () => {
    const { api } = show("/reads", (fake) => {
      threeReads(fake);
      fake.reads.found[0]?.push(aFind({ read_id: "u3-0", plate: "DDD444", status: "rejected" }));
    });
    await choose("AAA111", "DDD444");
    await user().click(screen.getByRole("button", { name: bulk.reject }));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText(bulk.rejectedAlready(1))).toBeTruthy();
    await user().click(within(dialog).getByRole("button", { name: bulk.reject }));
    await within(dialog).findByText(bulk.reasonMissing);
    expect(api.reads.reviews).toEqual([]);
  });

  it("go with their photos, each photo once, and with what else is in it", async () => {
    const { api } = show("/reads", threeReads);
    await choose("AAA111");
    await choose("BBB222", "CCC333");
    api.reads.details = api.reads.details.filter(({ read }) => read.upload_id === "u1");
    await confirmBulk(bulk.delete, bulk.deleteConfirm, texts.deletion.reasons.privacy_request);
    await screen.findByText(bulk.deleted(2)); // one of them somebody else had deleted meanwhile
    expect(api.deletions).toEqual([{ upload_id: "u1", reason: "privacy_request" }]);
    await screen.findByText(t.nothing);
    expect(api.reads.searches).toHaveLength(1);
  });

  it("are exported, and no others", async () => {
    saving();
    const { api } = show("/reads?status=accepted", (fake) => {
      threeReads(fake);
      fake.reads.pieces = ["read_id\r\n1\r\n2\r\n"];
    });
    await choose("AAA111", "CCC333");
    const bar = screen.getByRole("group", { name: bulk.bar });
    await user().click(within(bar).getByRole("button", { name: t.export }));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText(t.counted(2, "2"))).toBeTruthy();
    await user().click(within(dialog).getByRole("button", { name: t.exportStart }));
    await screen.findByText(t.exported(2));
    expect(api.reads.exports).toEqual([{ read_ids: ["u1-0", "u2-0"], format: "csv", limit: 500, time_zone: timeZone }]);
  });

  it("can all be chosen and none by one press, from the keyboard too", async () => {
    show("/reads", threeReads);
    await screen.findByText("AAA111");
    screen.getByRole("checkbox", { name: t.selectAll }).focus();
    await user().keyboard(" ");
    await screen.findByText(bulk.selected(3));
    await user().click(screen.getByRole("button", { name: bulk.selectNone }));
    await waitFor(() => expect(screen.queryByRole("group", { name: bulk.bar })).toBeNull());
  });
});
