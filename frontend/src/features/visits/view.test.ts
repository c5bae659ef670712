import { describe, expect, it } from "vitest";

import { aSite } from "@/testing/fake-registry";

import { addressOf, siteOf, viewOf, wantedOf } from "./view";

const SITES = [aSite(), aSite({ site_id: "site-0000000002", name: "Harbour", time_zone: "UTC" })];

describe("which visits are looked at", () => {
  it.each(["", "?site=a&from=2026-05-01&to=2026-05-02&pile=inside", "?pile=questions"])(
    "stands in the address %j, and comes back from it",
    (search) => {
      const { search: again, hash } = addressOf(viewOf(search, ""));
      expect([viewOf(again, hash), hash]).toEqual([viewOf(search, ""), ""]);
    },
  );

  it("has a plate behind the #, whatever is in it", () => {
    const view = { ...viewOf("", ""), plate: "B 12 & Ä#=" };
    const { search, hash } = addressOf(view);
    expect(search).toBe("");
    expect(viewOf(search, hash)).toEqual(view);
  });

  it("is not what nobody can look at", () => {
    expect(viewOf("?pile=moon&from=yesterday&to=2026-99-99", "")).toMatchObject({ pile: "all", from: null, to: null });
  });

  it("is of the first site, unless another one is named or a plate is looked for", () => {
    expect(siteOf(viewOf("", ""), SITES)?.name).toBe("Central");
    expect(siteOf(viewOf("?site=site-0000000002", ""), SITES)?.name).toBe("Harbour");
    expect(siteOf(viewOf("?site=removed", ""), SITES)?.name).toBe("Central");
    expect(siteOf(viewOf("", "#plate=X"), SITES)).toBeUndefined();
  });

  it("is asked for by whole days of the site's clocks", () => {
    const view = viewOf("?from=2026-05-01&to=2026-05-01", "");
    expect(wantedOf(view, SITES[1], "Asia/Tokyo")).toMatchObject({
      site_id: "site-0000000002",
      from: "2026-05-01T00:00:00.000Z",
      to: "2026-05-02T00:00:00.000Z",
    });
    expect(wantedOf(view, undefined, "Asia/Tokyo")).toMatchObject({ from: "2026-04-30T15:00:00.000Z" });
  });
});
