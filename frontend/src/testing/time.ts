import { act, screen } from "@testing-library/react";
import { vi } from "vitest";

import { ASK_EVERY_MS } from "@/lib/api/changes";

import type { FakeApi } from "./fake-api";

/** Lets time pass, where a test has the clock in its hand. */
export const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

/** Waits until a page is there: its code has been fetched, which no clock brings, and its first answers have come. */
export async function arrive(): Promise<void> {
  await vi.waitFor(() => screen.getByRole("heading", { level: 1 }), { interval: 1, timeout: 15_000 });
  await pass(100);
}

let last = 1;

/** Something is new, and lets so much time pass as it may take at most until it shows. */
export async function bringNews(api: FakeApi): Promise<void> {
  last += 1;
  api.version = String(last);
  await pass(ASK_EVERY_MS + 1000);
}
