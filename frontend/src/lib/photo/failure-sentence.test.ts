import { expect, it } from "vitest";

import { texts } from "@/lib/texts";

import { failureSentence } from "./failure-sentence";

const failure = (code: string, correlation_id: string | null) => ({ code, message: "It failed.", correlation_id });

it("names the id to tell where another photo would not help, and not where it would", () => {
  expect(failureSentence(failure("processing_failed", "0123456789abcdef"))).toMatch(/: 0123456789abcdef$/);
  expect(failureSentence(failure("damaged", "0123456789abcdef"))).not.toContain("0123456789abcdef");
});

it("names none of photos of older versions, which have none", () => {
  expect(failureSentence(failure("processing_failed", null))).not.toContain("null");
  expect(failureSentence(null)).toBe(texts.errors.unexpected);
});
