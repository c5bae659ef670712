import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { aList, anEntry } from "@/testing/fake-lists";
import { renderApp } from "@/testing/render-app";

import { recordsOf } from "./records";

const { importing: t } = texts;

const user = () => userEvent.setup({ delay: null, applyAccept: false });

describe("the records of a file", () => {
  it("are its lines, with those on which they begin", () => {
    expect(recordsOf('plate,reason\r\nAB123,"one\r\ntwo"\r\n\r\n,,\r\nAB124,"say ""no"""')).toEqual([
      { line: 1, text: "plate,reason" },
      { line: 2, text: 'AB123,"one\r\ntwo"' },
      { line: 6, text: 'AB124,"say ""no"""' },
    ]);
  });

  it("are none where a quote is not closed", () => {
    expect(recordsOf('plate\n"AB123')).toBeNull();
  });
});

async function open(plates: string[] = []) {
  const api = new FakeApi();
  api.lists.lists = [aList()];
  api.lists.entries = plates.map((plate) => anEntry({ plate }));
  renderApp({ path: "/lists/list-0000000001", api, auth: new FakeAuth().signedInAsAdmin() });
  await user().click(await screen.findByRole("button", { name: t.title }));
  return api;
}

const dialog = () => within(screen.getByRole("dialog"));
const press = (name: string) => user().click(dialog().getByRole("button", { name }));

async function check(content: BlobPart, name = "list.csv"): Promise<void> {
  await user().upload(dialog().getByLabelText(t.choose), new File([content], name));
  await press(t.check);
}

describe("an import", () => {
  it("shows what changes before anything does", async () => {
    const api = await open(["AB121"]);
    await check("plate\nAB121\nAB122\n***\nAB122\n");
    await screen.findByText(t.found);
    expect(dialog().getByText(t.line(4, texts.importRules.pattern()))).toBeTruthy();
    expect(dialog().getByText(t.line(5, t.twice(3)))).toBeTruthy();
    expect(api.lists.entries).toHaveLength(1);
    await press(t.start);
    await screen.findByText(t.done);
    expect(api.lists.entries.map(({ plate }) => plate)).toEqual(["AB121", "AB122"]);
    expect(api.lists.pieces.map(({ rows, is_dry_run }) => [rows.length, is_dry_run])).toEqual([
      [4, true],
      [2, false],
    ]);
  });

  it("goes in pieces, all of one name", async () => {
    const api = await open();
    const rows = Array.from({ length: 1001 }, (_, n) => `AB${1000 + n}`).join("\n");
    await check(`plate\n${rows}`);
    await screen.findByText(t.found);
    expect(api.lists.pieces.map((piece) => piece.rows.length)).toEqual([500, 500, 1]);
    expect(new Set(api.lists.pieces.map(({ import_id }) => import_id)).size).toBe(1);
    expect(api.lists.pieces[1]?.rows[0]).toEqual({ line: 502, text: "AB1500" });
  });

  it("removes what is not in the file only where that is asked for", async () => {
    const api = await open(["AB121", "AB122", "AB123"]);
    await user().click(dialog().getByRole("checkbox", { name: t.removesOthers }));
    await check("plate\nAB121\n");
    await screen.findByText(t.found);
    expect(api.lists.entries).toHaveLength(3);
    await press(t.start);
    await screen.findByText(t.done);
    expect(api.lists.entries.map(({ plate }) => plate)).toEqual(["AB121"]);
  });

  it("can be tried again where it stopped", async () => {
    const api = await open();
    await check("plate\nAB121\n");
    await screen.findByText(t.found);
    api.lists.whenImported = () =>
      Response.json({ error: { code: "entry_changed", message: "Too late." } }, { status: 409 });
    await press(t.start);
    await screen.findByText(t.halted);
    api.lists.whenImported = null;
    await press(t.again);
    await screen.findByText(t.done);
    expect(api.lists.entries).toHaveLength(1);
  });

  it.each([
    ["\u00ff\u00fe", new Uint8Array([255, 254, 112, 0]), t.noText],
    ["no rows", "plate\n", t.noRows],
    ["a quote", 'plate\n"AB123', t.quote],
    ["too many rows", `plate\n${"A1\n".repeat(100_001)}`, t.tooMany],
    ["too large", new Uint8Array(50_000_000), t.tooLarge("50")],
  ])("of a file that cannot be taken says what to do: %s", async (_name, content, sentence) => {
    const api = await open();
    await check(content);
    await waitFor(() => expect(dialog().getByText(sentence)).toBeTruthy());
    expect(api.lists.pieces).toEqual([]);
  });
});
