import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";

import type { AuditEntry, ExportRequest, SearchRequest } from "@/client";
import { monthText, timeText } from "@/lib/format";
import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { renderApp } from "@/testing/render-app";

const { audit: t } = texts;

const anEntry = (about: Partial<AuditEntry>): AuditEntry => ({
  action: "searched",
  by: "operator-1",
  by_email: "olga@example.com",
  at: "2026-05-02T09:00:00Z",
  target: "",
  target_email: null,
  details: {},
  ...about,
});

function show(path: string, ...pages: AuditEntry[][]) {
  const api = new FakeApi();
  if (pages.length > 0) api.admin.audit = pages;
  return renderApp({ path, api, auth: new FakeAuth().signedInAsAdmin() });
}
const rows = () => screen.getAllByRole("row").slice(1);
const asked = ({ api }: ReturnType<typeof show>) =>
  api.requests
    .map(({ url }) => new URL(url))
    .filter(({ pathname }) => pathname === "/audit")
    .map(({ searchParams }) => searchParams.get("month"));

describe("the audit", () => {
  it("is for administrators, not for operators", async () => {
    renderApp({ path: "/audit", auth: new FakeAuth().signedInAsOperator() });
    await screen.findByRole("heading", { level: 1, name: texts.administrators.only });
    expect(screen.queryByRole("button", { name: texts.app.manage })).toBeNull();
  });

  it("says who did what, when, in words, with the way to what it was done to", async () => {
    show("/audit?month=2026-05", [
      anEntry({
        action: "reviewed",
        target: "upload-1-1",
        details: { decision: "correct", from: "ABC123", to: "A8C123", reason: "" },
      }),
      anEntry({ action: "deleted", by_email: null, target: "upload-2", details: { reason: "other", reads: "1" } }),
      anEntry({ action: "viewed_plate", target: "ABC123" }),
      anEntry({ target: "AB*", details: { match: "pattern", page: "first" } }),
    ]);
    await screen.findByText(t.actions.reviewed);
    const [reviewed, deleted, viewed, searched] = rows().map(({ textContent }) => textContent);
    expect(reviewed).toMatch(/olga@example\.com.*upload-1-1.*decision: corrected; from: ABC123; to: A8C123$/);
    expect(deleted).toContain(t.gone("operator-1"));
    expect(deleted).toContain(`reason: ${texts.deletion.reasons.other}; reads: 1`);
    expect(viewed).toContain(t.actions.viewed_plate);
    expect(searched).toContain("match: pattern; page: first");
    const hrefs = screen.getAllByRole("link").map((link) => link.getAttribute("href"));
    expect(hrefs).toContain("/reads/upload-1-1");
    expect(hrefs).toContain("/plates#ABC123");
    expect(screen.queryByRole("link", { name: "AB*" })).toBeNull();
  });

  it("says all that was asked for in a search without a plate, in words and in one order", async () => {
    const from = "2026-05-01T08:00:00+00:00";
    const to = "2026-05-02T20:30:00+00:00";
    const asked = {
      to,
      reads: "3",
      page: "further",
      most_confidence: "0.9",
      uploader: "6c7354c3-29a1",
      from,
      camera_id: "gate-2",
      region: "us-ca",
      least_confidence: "0.25",
      status: "needs_review",
    };
    show("/audit?month=2026-05", [
      anEntry({ details: asked }),
      anEntry({ action: "exported", details: { format: "csv", from, reads: "500", page: "first" } }),
      anEntry({ action: "viewed_audit", target: "2026-04", details: { page: "further", said_at: to } }),
    ]);
    await screen.findByText(t.actions.exported);
    const [searched, exported, viewed] = rows().map(({ textContent }) => textContent);
    expect(searched).toContain(
      `${t.anyPlate}status: ${texts.photo.readStatuses.needs_review}; region: United States (CA); ` +
        `uploader: 6c7354c3-29a1; camera: gate-2; seen from: ${timeText(from)}; seen before: ${timeText(to)}; ` +
        "confidence from: 25 %; confidence up to: 90 %; page: further; reads: 3",
    );
    expect(exported).toContain(`${t.anyPlate}seen from: ${timeText(from)}; page: first; as: CSV; reads: 500`);
    expect(viewed).toContain(`2026-04page: further; time it gave: ${timeText(to)}`);
  });

  it("has a word for whatever a search, a count or an export may ask for", async () => {
    // A field that the API gets later is missing here, for the compiler, until it has a word.
    type NotTold = "plate" | "limit" | "cursor" | "time_zone" | "is_refresh";
    const words: Record<Exclude<keyof SearchRequest | keyof ExportRequest, NotTold>, string> = {
      ...t.labels,
      ...t.seen,
    };
    const details = Object.fromEntries(Object.keys(words).map((name) => [name, "x"]));
    show("/audit?month=2026-05", [anEntry({ action: "counted", target: "AB*", details })]);
    await screen.findByText(t.actions.counted);
    const [counted] = rows().map(({ textContent }) => textContent);
    Object.values(words).forEach((word) => expect(counted).toContain(`${word}: x`));
  });

  it("says which reads were chosen for an export, and whether addresses are in it", async () => {
    const chosen = { format: "csv", reads: "5", read_ids: "a-0 b-0 c-0 d-0 e-0", with_emails: "yes" };
    show("/audit?month=2026-05", [anEntry({ action: "exported", details: chosen })]);
    await screen.findByText(t.actions.exported);
    const [exported] = rows().map(({ textContent }) => textContent);
    expect(exported).toContain(
      `${t.chosenReads}as: CSV; with email addresses: yes; reads: 5; chosen: a-0, b-0, c-0 and 2 more`,
    );
  });

  it("tells what a change made of settings, cameras and entries in words, and keeps a decision's plates as they are", async () => {
    const until = "2026-05-02T20:30:00+00:00";
    show("/audit?month=2026-05", [
      anEntry({
        action: "changed_settings",
        details: { to: "accept_error_rate 0.02, second_look off", from: "accept_error_rate 0.01, second_look on" },
      }),
      anEntry({
        action: "changed_camera",
        details: { to: "name Gate 2, by the river, role entry, expected_regions de us-ny, retention_days as set" },
      }),
      anEntry({ action: "changed_site", details: { to: "name as set, address none, is_active no" } }),
      anEntry({ action: "changed_entry", details: { from: "until open", to: `until ${until}, tolerance one_edit` } }),
      anEntry({ action: "reviewed", target: "upload-1-1", details: { to: "A8C123", decision: "correct" } }),
    ]);
    await screen.findByText(t.actions.reviewed);
    const [settings, camera, site, entry, reviewed] = rows().map(({ textContent }) => textContent);
    expect(settings).toContain(
      "from: accepted error rate: 1 %, second look: on; to: accepted error rate: 2 %, second look: off",
    );
    expect(camera).toContain(
      "to: name: Gate 2, by the river, role: Entry, expected regions: Germany, United States (NY), " +
        "days kept: as in the settings",
    );
    expect(site).toContain("to: name: as set, address: none, in use: no");
    expect(entry).toContain(`from: until: open; to: until: ${timeText(until)}, tolerance: One character off`);
    expect(reviewed).toContain("decision: corrected; to: A8C123");
  });

  it("tells what was asked and said of visits in words", async () => {
    const from = "2026-05-01T00:00:00+00:00";
    const details = { site: "site-1", pile: "overstayed", from, page: "first", visits: "4" };
    show("/audit?month=2026-05", [
      anEntry({ action: "searched_visits", target: "", details }),
      anEntry({ action: "judged_visit", target: "upload-1-0", details: { word: "waived" } }),
      anEntry({ action: "answered_visit", target: "upload-2-0", details: { entry: "none" } }),
    ]);
    await screen.findByText(t.actions.judged_visit);
    const [searched, judged, answered] = rows().map(({ textContent }) => textContent);
    expect(searched).toContain(
      `${t.anyPlate}site: site-1; which: too long; seen from: ${timeText(from)}; page: first; visits: 4`,
    );
    expect(judged).toContain("said: waived");
    expect(answered).toContain("entry: none of them");
  });

  it("shows whatever somebody may have written", async () => {
    const made_up = {
      from: "long ago",
      most_confidence: "much",
      status: "odd",
      region: "?",
      said_at: "x",
      constructor: "y",
    };
    show("/audit?month=2026-05", [anEntry({ details: made_up })]);
    await screen.findByText(t.actions.searched);
    const [searched] = rows().map(({ textContent }) => textContent);
    expect(searched).toContain(
      "status: odd; region: ?; seen from: long ago; confidence up to: much; time it gave: x; constructor: y",
    );
  });

  it("shows the month in the address, and writes the chosen one there", async () => {
    const page = show("/audit?month=2025-01");
    await screen.findByText(t.empty);
    expect(asked(page)).toEqual(["2025-01"]);
    await userEvent.setup({ delay: null }).click(screen.getByRole("button", { name: new RegExp(t.month) }));
    const month = new Date().toISOString().slice(0, 7);
    await userEvent.setup({ delay: null }).click(await screen.findByRole("option", { name: monthText(month) }));
    await waitFor(() => expect(page.address()).toBe(`/audit?month=${month}`));
    expect(asked(page)).toEqual(["2025-01", month]);
  });

  it("goes to the month before, and back", async () => {
    const user = userEvent.setup({ delay: null });
    const page = show("/audit?month=nonsense");
    await screen.findByText(t.emptyHelp);
    await user.click(screen.getByRole("button", { name: t.previous }));
    await waitFor(() => expect(page.address()).toMatch(/month=/));
    await user.click(screen.getByRole("button", { name: t.next }));
    await waitFor(() => expect(page.address()).toBe(`/audit?month=${new Date().toISOString().slice(0, 7)}`));
  });

  it("loads more on demand", async () => {
    show("/audit", [anEntry({ target: "FIRST1" })], [anEntry({ target: "OLDER1" })]);
    await screen.findByText("FIRST1");
    await userEvent.setup({ delay: null }).click(screen.getByRole("button", { name: t.more }));
    await screen.findByText("OLDER1");
    expect(screen.queryByRole("button", { name: t.more })).toBeNull();
  });

  it("names the person to whom something was done", async () => {
    show("/audit?month=2026-05", [
      anEntry({
        action: "switched_person",
        target: "person-1",
        target_email: "paul@example.com",
        details: { to: "off" },
      }),
      anEntry({ action: "viewed_audit", details: { person: "person-1", actions: "exported, danced" } }),
    ]);
    await screen.findByText(t.actions.switched_person);
    const [switched, viewed] = rows().map(({ textContent }) => textContent);
    expect(switched).toContain("paul@example.comto: off");
    expect(viewed).toContain(`person: person-1; actions: ${t.actions.exported}, danced`);
  });

  it("is filtered by person, kind of act and days; the person's address stays out of what servers see", async () => {
    const user = userEvent.setup({ delay: null });
    const page = show("/audit?month=2026-05", [
      anEntry({ action: "exported", target: "MINE" }),
      anEntry({ target: "OTHER" }),
      anEntry({ action: "exported", by_email: "adam@example.com", target: "HIS" }),
    ]);
    await user.type(await screen.findByLabelText(t.person), "olga@example.com");
    await user.click(screen.getByRole("button", { name: new RegExp(t.act) }));
    await user.click(await screen.findByRole("option", { name: t.actions.exported }));
    await user.click(screen.getByRole("button", { name: t.find }));
    await waitFor(() => expect(rows()).toHaveLength(1));
    expect(screen.getByText("MINE")).toBeTruthy();
    expect(page.api.admin.auditAsked).toEqual([
      {
        pathname: "/audit/search",
        first: "2026-05-01",
        last: "2026-05-31",
        by: "olga@example.com",
        actions: ["exported"],
        limit: 50,
      },
    ]);
    expect(page.address()).toBe("/audit?month=2026-05&action=exported#by=olga%40example.com");
    await user.click(screen.getByRole("button", { name: t.clear }));
    await waitFor(() => expect(page.address()).toBe("/audit?month=2026-05"));
  });

  it("says beside the field that nobody has an address", async () => {
    show("/audit?month=2026-05#by=nobody@example.com");
    await screen.findByText(t.wrongPerson);
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("goes on by itself over pages without a hit, and then asks", async () => {
    const page = show("/audit?action=exported", ...Array.from({ length: 6 }, () => [anEntry({})]));
    await screen.findByText(t.nothingSoFar);
    expect(page.api.admin.auditAsked).toHaveLength(4);
    await userEvent.setup({ delay: null }).click(screen.getByRole("button", { name: t.goOn }));
    await waitFor(() => expect(screen.queryByText(t.nothingSoFar)).toBeNull());
  });

  it("is written into a file, piece by piece", async () => {
    const made = vi.fn<(blob: Blob) => string>(() => "blob:file");
    vi.stubGlobal("URL", Object.assign(URL, { createObjectURL: made, revokeObjectURL: vi.fn() }));
    const page = show("/audit?month=2026-05", [anEntry({ target: "A" })], [anEntry({ target: "B" })]);
    await userEvent.setup({ delay: null }).click(await screen.findByRole("button", { name: t.export }));
    await screen.findByText(t.exported(2));
    expect(page.api.admin.auditAsked.map(({ first, last, cursor }) => [first, last, cursor])).toEqual([
      ["2026-05-01", "2026-05-31", null],
      ["2026-05-01", "2026-05-31", "1"],
    ]);
    expect(made.mock.calls[0]?.[0].size).toBe("\uFEFFA\r\nB\r\n".length + 2);
  });
});
