import { describe, expect, it } from "vitest";

import type { ExportPiece } from "@/client";

import { joinPieces, lineCount } from "./export-file";

const never = new AbortController().signal;

/** An API that gives these pieces; its cursors are their places. */
function pieces(...contents: string[]) {
  const asked: (string | null)[] = [];
  const fetch = (cursor: string | null): Promise<ExportPiece> => {
    asked.push(cursor);
    const place = Number(cursor ?? 0);
    return Promise.resolve({
      content: contents[place] ?? "",
      cursor: place + 1 < contents.length ? String(place + 1) : null,
    });
  };
  return { fetch, asked };
}

describe("an exported file", () => {
  it("is its pieces after one another, empty ones included", async () => {
    const { fetch, asked } = pieces("read_id,plate\r\n1,A\r\n", "", "2,B\r\n3,C\r\n");
    const told: number[] = [];
    const file = await joinPieces(fetch, "csv", (reads) => told.push(reads), never);
    expect(file.join("")).toBe("read_id,plate\r\n1,A\r\n2,B\r\n3,C\r\n");
    expect(asked).toEqual([null, "1", "2"]);
    expect(told).toEqual([1, 1, 3]);
  });

  it("has a read in each line as JSON", async () => {
    const told: number[] = [];
    await joinPieces(pieces('{"a":1}\n', '{"a":"2"}\n').fetch, "jsonl", (reads) => told.push(reads), never);
    expect(told).toEqual([1, 2]);
  });

  it("is given up when it is cancelled", async () => {
    const abort = new AbortController();
    const { fetch, asked } = pieces("1\n", "2\n", "3\n");
    const file = joinPieces(fetch, "jsonl", () => abort.abort(), abort.signal);
    await expect(file).rejects.toThrow("aborted");
    expect(asked).toEqual([null]);
  });

  it("is not made when a piece fails", async () => {
    await expect(
      joinPieces(
        () => Promise.reject(new Error("gone")),
        "csv",
        () => undefined,
        never,
      ),
    ).rejects.toThrow("gone");
  });

  it.each([
    ["", 0],
    ["a,b\r\n", 1],
    ['1,"two\nlines"\r\n2,x\r\n', 2],
    ['1,"a ""quoted"" one\n"\r\n', 1],
  ])("counts its lines: %j", (content, count) => {
    expect(lineCount(content, "csv")).toBe(count);
  });
});
