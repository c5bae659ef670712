import { describe, expect, it } from "vitest";

import type { FoundText } from "@/client";
import { texts } from "@/lib/texts";
import { aBox, aTakenText, aText } from "@/testing/samples";

import { boxesOf, reasonText, rowsOf } from "./found-text";

const line = aTakenText({ text_id: 1, text: "B 123 XYZ" });
const wordOf = (text_id: number, about: Partial<FoundText>): FoundText =>
  aText({ text_id, parent_id: 1, level: "word", ...about });
const taken = { is_taken: true, read_id: line.read_id, reason: line.reason };
const ids = (found: readonly FoundText[]): number[] => found.map(({ text_id }) => text_id);
const rowIds = (found: readonly FoundText[], readId: string | null): number[] =>
  ids(rowsOf(found, readId).map(({ text }) => text));

describe("the boxes over a photo", () => {
  it("leave out words that their line is drawn for", () => {
    expect(ids(boxesOf([line, wordOf(2, taken), wordOf(3, taken)]))).toEqual([1]);
  });

  it("have the words that fared otherwise than their line, or that were taken for another read", () => {
    expect(ids(boxesOf([line, wordOf(2, {}), wordOf(3, { ...taken, read_id: "upload-1-2" })]))).toEqual([1, 2, 3]);
  });

  it("have words without a line", () => {
    expect(ids(boxesOf([wordOf(2, taken)]))).toEqual([2]);
  });

  it("lie with the small ones on top", () => {
    const small = aText({ text_id: 4, polygon: aBox(0.5, 0.5, 0.01, 0.01) });
    const tilted = aText({ text_id: 5, polygon: aBox(0.1, 0.1, 0.3, 0.3).map(({ x, y }) => ({ x: x - y, y: x + y })) });
    expect(ids(boxesOf([small, line, tilted]))).toEqual([5, 1, 4]);
  });
});

describe("the rows of the table", () => {
  it("begin with the read's own texts, then other reads', then the refused", () => {
    const other = aTakenText({ text_id: 7, read_id: "upload-1-2" });
    expect(rowIds([aText({ text_id: 6 }), other, line], line.read_id)).toEqual([1, 7, 6]);
    expect(rowIds([aText({ text_id: 6 }), aText({ text_id: 8 })], null)).toEqual([6, 8]);
  });

  it("have a refused word beside its refused line where the reason is another one", () => {
    const sign = aText({ text_id: 1, reason: { code: "too_long", message: "" } });
    const rows = rowsOf(
      [
        sign,
        aText({ text_id: 9 }),
        wordOf(2, { reason: sign.reason }),
        wordOf(3, { reason: { code: "word", message: "" } }),
      ],
      null,
    );
    expect(rows.map(({ text }) => text.text_id)).toEqual([1, 3, 9]);
    expect(rows.map((row) => row.line?.text_id)).toEqual([undefined, 1, undefined]);
  });

  it("have every box that is drawn", () => {
    const all = [line, wordOf(2, {}), wordOf(3, taken), aText({ text_id: 6 })];
    expect(rowIds(all, line.read_id)).toEqual(expect.arrayContaining(ids(boxesOf(all))));
  });
});

describe("a reason", () => {
  it("is told in our words", () => {
    expect(reasonText({ code: "phone", message: "A telephone number." })).toBe(texts.why.reasons.phone);
  });

  it("is told in the API's words when its code is newer than this page", () => {
    const newer = { code: "upside_down", message: "Stands on its head." } as unknown as FoundText["reason"];
    expect(reasonText(newer)).toBe("Stands on its head.");
  });
});
