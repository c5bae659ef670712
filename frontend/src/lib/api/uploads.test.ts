import { describe, expect, it } from "vitest";

import { anUpload } from "@/testing/samples";

import { pauseBeforeNextPoll } from "./uploads";

const START = Date.parse("2026-05-01T10:00:00Z");
const processing = anUpload({ status: "processing", created_at: "2026-05-01T10:00:00Z" });

describe("polling an upload", () => {
  it("pauses longer each time, up to five seconds", () => {
    const pauses = Array.from({ length: 20 }, (_, i) => pauseBeforeNextPoll(processing, i + 1, START));
    expect(pauses[0]).toBe(400);
    expect(pauses.every((pause, i) => i === 0 || Number(pause) >= Number(pauses[i - 1]))).toBe(true);
    expect(pauses.at(-1)).toBe(5000);
  });

  it.each(["done", "failed"] as const)("ends when it is %s", (status) => {
    expect(pauseBeforeNextPoll(anUpload({ status }), 1, START)).toBe(false);
  });

  it("goes on while the photo is on its way", () => {
    expect(pauseBeforeNextPoll({ ...processing, status: "awaiting_upload" }, 1, START)).toBe(400);
  });

  it("ends when nothing can come any more", () => {
    expect(pauseBeforeNextPoll(processing, 1, START + 21 * 60_000)).toBe(false);
  });
});
