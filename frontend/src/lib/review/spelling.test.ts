import { describe, expect, it } from "vitest";

// What the API is tried with, too, by tests/unit/domain/test_plate_search.py.
import table from "@/../../tests/unit/domain/typed_plates.json?raw";

import { spell } from "./spelling";

type Table = { kept: [typed: string, kept: string][]; refused: [typed: string, strange: string[]][] };
const { kept, refused } = JSON.parse(table) as Table;

describe("the spelling of a typed plate", () => {
  it.each(kept)("%s is kept as %s", (typed, plate) => {
    expect(spell(typed)).toEqual({ plate, strange: [] });
  });

  it.each(refused)("%s cannot be kept for %j", (typed, strange) => {
    expect(spell(typed).strange).toEqual(strange);
  });

  it.each(["", "  ", "- .", "·"])("of %j is nothing at all", (typed) => {
    expect(spell(typed)).toEqual({ plate: "", strange: [] });
  });
});
