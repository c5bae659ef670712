import { describe, expect, it } from "vitest";

import { en } from "./en/index";
import { languageOf } from "./language";
import { vi } from "./vi/index";

describe("the language", () => {
  it.each([
    ["vi", ["en-US"], "vi"],
    [null, ["vi-VN", "en-US"], "vi"],
    [null, ["fr-FR", "vi"], "vi"],
    [null, ["en-GB", "vi"], "en"],
    [null, ["fr-FR"], "en"],
    ["klingon", ["vi"], "vi"],
    [null, [], "en"],
  ])("chosen %j, of a system that prefers %j, is %s", (chosen, preferred, language) => {
    expect(languageOf(chosen, preferred)).toBe(language);
  });
});

type Leaf = [path: string, text: string];

/** Every text that is no function, with where it stands. */
const leavesOf = (node: unknown, path = ""): Leaf[] =>
  typeof node === "string"
    ? [[path, node]]
    : typeof node === "object" && node !== null
      ? Object.entries(node).flatMap(([name, child]) => leavesOf(child, `${path}.${name}`))
      : [];

describe("the Vietnamese texts", () => {
  it("are Vietnamese: what is the same in English is a name or a key", () => {
    const english = new Map(leavesOf(en));
    const same = leavesOf(vi).filter(([path, text]) => english.get(path) === text);
    expect([...new Set(same.map(([, text]) => text))].sort()).toEqual(
      [
        "0",
        "1-3",
        "1-5",
        "?",
        "Amazon Rekognition",
        "CSV",
        "E",
        "Email",
        "Enter",
        "N",
        "Plate Recognizer Stream",
        "Platebook",
        "S",
        "U",
        "Webhook",
        "X",
      ].sort(),
    );
  });

  it("have a text for each English one", () => {
    const own = (path: string): boolean => path.includes(".byCode.") || path.includes(".failures.");
    const paths = (texts: unknown): string[] => leavesOf(texts).flatMap(([path]) => (own(path) ? [] : path));
    expect(paths(vi)).toEqual(paths(en));
  });
});
