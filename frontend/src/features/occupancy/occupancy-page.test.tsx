import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { aSite } from "@/testing/fake-registry";
import { cutOff, mend } from "@/testing/outage";
import { anOccupancy, someCharts } from "@/testing/parking-samples";
import { renderApp } from "@/testing/render-app";

const { occupancy: t, parkingCharts: c } = texts;
const user = () => userEvent.setup({ delay: null });

function show(part: string, setUp: (api: FakeApi) => void = () => undefined) {
  const api = new FakeApi();
  api.registry.sites = [aSite()];
  api.parking.occupancy = [anOccupancy()];
  setUp(api);
  const path = `/sites/site-0000000001/${part}`;
  return renderApp({ path, api, auth: new FakeAuth().signedInAsOperator() });
}

const dialog = async () => within(await screen.findByRole("dialog"));

describe("the occupancy of a site", () => {
  it("is told with its error, and by camera where it drifts", async () => {
    show("occupancy");
    await screen.findByText(t.vehicles("142", "6"));
    expect(screen.getByText(t.range("136", "148"))).toBeTruthy();
    const row = within(screen.getByRole("table", { name: t.byCamera })).getByRole("row", { name: /Way out/ });
    expect(row.textContent).toContain("38");
    expect(screen.getByText("olga@example.com", { exact: false })).toBeTruthy();
  });

  it("says that nobody has counted", async () => {
    show("occupancy", ({ parking }) => {
      parking.occupancy = [anOccupancy({ vehicles: null, since: null, corrections: [], cameras: [], hours: [] })];
    });
    await screen.findByText(t.uncounted);
    expect(screen.getByText(t.noCorrections)).toBeTruthy();
  });

  it("tells what passed lately where nobody has counted, and why there is no chart", async () => {
    const hours = anOccupancy().hours.map((one) => ({ ...one, vehicles: null }));
    show("occupancy", ({ parking }) => {
      parking.occupancy = [anOccupancy({ vehicles: null, since: null, corrections: [], hours })];
    });
    await screen.findByRole("row", { name: new RegExp(t.tallyUncounted) });
    expect(screen.getByText(t.noHours)).toBeTruthy();
  });

  it("is set by somebody who says why", async () => {
    const { api } = show("occupancy");
    await user().click(await screen.findByRole("button", { name: t.set }));
    await user().type((await dialog()).getByLabelText(t.count), "-3");
    await user().click((await dialog()).getByRole("button", { name: t.set }));
    await (await dialog()).findByText(t.countWrong);
    expect((await dialog()).getByText(t.whyWrong)).toBeTruthy();
    await user().clear((await dialog()).getByLabelText(t.count));
    await user().type((await dialog()).getByLabelText(t.count), "131");
    await user().type((await dialog()).getByLabelText(t.why), "Counted by hand");
    await user().dblClick((await dialog()).getByRole("button", { name: t.set }));
    await screen.findByText(t.saved);
    expect(screen.getByText(t.vehicles("131", "0"))).toBeTruthy();
    expect(api.requests.filter(({ url }) => url.endsWith("/count"))).toHaveLength(1);
  });

  it("keeps what was typed while there is no network", async () => {
    const page = show("occupancy");
    await user().click(await screen.findByRole("button", { name: t.set }));
    await user().type((await dialog()).getByLabelText(t.count), "131");
    cutOff();
    await user().type((await dialog()).getByLabelText(t.why), "Counted");
    await user().click((await dialog()).getByRole("button", { name: t.set }));
    await (await dialog()).findByText(texts.errors.network);
    mend(page);
    await user().click((await dialog()).getByRole("button", { name: t.set }));
    await screen.findByText(t.saved);
  });

  it("of a site that is not there is none", async () => {
    show("occupancy", ({ parking }) => (parking.occupancy = []));
    await screen.findByRole("heading", { level: 1, name: texts.siteParking.notFound });
    const way = screen.getByRole("link", { name: texts.siteParking.allSites });
    expect(way.getAttribute("href")).toBe("/now");
  });
});

describe("charts of parking", () => {
  it("have their numbers in tables, by the site's clocks", async () => {
    show("charts");
    const flow = within(await screen.findByRole("table", { name: c.flow }));
    // 01:00 UTC is 08:00 there.
    expect(flow.getByRole("row", { name: "08 12 3" })).toBeTruthy();
    expect(screen.getByText(c.uniqueHelp("14", "3"))).toBeTruthy();
    expect(screen.getByRole("row", { name: `${c.longer} 4` })).toBeTruthy();
  });

  it("of too many days are asked of nobody", async () => {
    const { api } = show("charts?from=2026-01-01&to=2026-03-01");
    await screen.findByText(c.tooLong);
    expect(api.parking.charted).toEqual([]);
  });

  it("are of the days that the address names, and of others when they are chosen", async () => {
    const page = show("charts?from=2026-05-01&to=2026-05-02");
    await waitFor(() => expect(page.api.parking.charted).toEqual(["2026-05-01..2026-05-02"]));
    await user().click(await screen.findByRole("button", { name: texts.insights.presets[1] }));
    await waitFor(() => expect(page.api.parking.charted).toHaveLength(2));
  });

  it("say where nothing was seen", async () => {
    show("charts", ({ parking }) => {
      parking.charts = someCharts({ hours: [], stays: [], days: [], unique: 0, returning: 0 });
    });
    await screen.findByText(c.empty);
  });
});
