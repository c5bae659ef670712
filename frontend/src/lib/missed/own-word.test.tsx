import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";

import type { Read } from "@/client";
import { texts } from "@/lib/texts";
import { vi as vietnamese } from "@/lib/texts/vi";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { renderApp } from "@/testing/render-app";
import { anUpload, aRead } from "@/testing/samples";

// Before the texts are loaded: it counts for the whole page.
vi.hoisted(() => localStorage.setItem("platebook.language", "vi"));

const { missed: t, errors } = texts;

function sentenceOf(code: string): string {
  const sentence = errors.byCode[code];
  if (sentence === undefined) throw new Error(`${code} has no sentence`);
  return sentence;
}

/** Somebody says that a read is wrong that was decided on since they saw it. */
async function sayWrong(decided: Partial<Read>, path = "/uploads/upload-1"): Promise<FakeApi> {
  const api = new FakeApi();
  api.uploads = [anUpload()];
  renderApp({ path, api, auth: new FakeAuth().signedIn() });
  const wrong = await screen.findByRole("button", { name: t.wrongOf("ABC1234") });
  api.uploads = [anUpload({ reads: [aRead({ version: 7, ...decided })] })];
  await userEvent.setup({ delay: null }).click(wrong);
  return api;
}

describe("saying that a read is wrong, too late", () => {
  it("is told of in a sentence of its own, in the person's language, and can be said again", async () => {
    expect(texts).toBe(vietnamese);
    const api = await sayWrong({ status: "confirmed" });
    await screen.findByText(sentenceOf("decided_meanwhile"));
    expect(api.missed.said).toEqual([]);
    await screen.findByText(texts.photo.readStatuses.confirmed);
    await userEvent.setup({ delay: null }).click(screen.getByRole("button", { name: t.wrongOf("ABC1234") }));
    await screen.findByText(t.doubted);
    expect(screen.queryByText(sentenceOf("decided_meanwhile"))).toBeNull();
  });

  it("stays told of where nothing is left to be said", async () => {
    await sayWrong({ status: "rejected" });
    await screen.findByText(sentenceOf("read_rejected"));
    await waitFor(() => expect(screen.queryByRole("button", { name: t.wrongOf("ABC1234") })).toBeNull());
    screen.getByText(sentenceOf("read_rejected"));
  });

  it("has the read asked for anew on its own page, too", async () => {
    await sayWrong({ status: "confirmed" }, "/reads/upload-1-1");
    await screen.findByText(sentenceOf("decided_meanwhile"));
    await screen.findAllByText(texts.photo.readStatuses.confirmed);
  });
});
