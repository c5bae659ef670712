import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";

import { timeZone } from "@/lib/format";
import { texts } from "@/lib/texts";
import { FakeAuth } from "@/testing/fake-auth";
import { renderApp } from "@/testing/render-app";
import { aFind } from "@/testing/samples";
import { narrowWindow } from "@/testing/window-width";

import { refuse, rows, show, user } from "./test-page";

const { reads: t, bulk } = texts;

describe("the page of all reads", () => {
  it("is for operators", async () => {
    renderApp({ path: "/reads", auth: new FakeAuth().signedIn() });
    await screen.findByRole("heading", { level: 1, name: texts.operators.only });
  });

  it("shows each read with its correction, and the ways on", async () => {
    const corrected = aFind({ status: "corrected", corrected_plate: "ABC1235", camera_id: "gate-2" });
    show("/reads", ({ reads }) => (reads.found = [[corrected]]));
    await screen.findByText("ABC1235");
    expect(rows()[0]?.textContent).toMatch(/ABC1235read as ABC1234.*Corrected.*98 %.*Romania.*gate-2/);
    expect(screen.getByRole("link", { name: t.allSightings }).getAttribute("href")).toBe("/plates#ABC1235");
    expect(screen.getByRole("link", { name: "ABC1235" }).getAttribute("href")).toBe("/reads/upload-1-1");
  });

  it("asks for what the address says, and says how each matches", async () => {
    const path = "/reads?status=accepted&least_confidence=0.5&from=2026-05-01T00:00:00Z#plate=A8C1234&match=fuzzy";
    const { api } = show(path, ({ reads }) => (reads.found = [[aFind({ closeness: "confusable" })]]));
    await screen.findByText(t.closeness.confusable);
    expect(api.reads.searches[0]).toEqual({
      plate: "A8C1234",
      match: "fuzzy",
      status: "accepted",
      least_confidence: 0.5,
      from: "2026-05-01T00:00:00.000Z",
      limit: 25,
    });
  });

  it("writes what is looked for into the address, the plate after the #", async () => {
    const { api, address } = show("/reads");
    await screen.findByText(t.nothing);
    await user().type(screen.getByLabelText(t.fields.plate), "ab 12");
    await user().type(screen.getByLabelText(t.fields.cameraId), "gate-2");
    await user().click(screen.getByRole("button", { name: t.search }));
    await waitFor(() => expect(api.reads.searches.at(1)).toMatchObject({ plate: "ab 12", camera_id: "gate-2" }));
    expect(address()).toMatch(/^\/reads\?camera_id=gate-2#plate=ab\+12&match=/);
  });

  it("goes to what it found once somebody searches, as the form begins anew", async () => {
    show("/reads", ({ reads }) => (reads.found = [[aFind()]]));
    await screen.findByText("ABC1234");
    expect(document.activeElement).toBe(document.body);
    await user().type(screen.getByLabelText(t.fields.plate), "ABC1234{Enter}");
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("region", { name: t.results })));
  });

  it("does not say that plates have a part in them where none has", async () => {
    const { api } = show("/reads#plate=C12&match=exact", ({ reads }) => {
      reads.foundBy = () => [[]];
    });
    await waitFor(() => expect(api.reads.searches).toHaveLength(2));
    await screen.findByText(t.nothing);
    expect(screen.queryByText(t.asPart("C12"))).toBeNull();
  });

  it("goes on to plates that have a part in them where nothing is exactly so, and says it", async () => {
    const { api, address } = show("/reads?status=accepted#plate=C12&match=exact", ({ reads }) => {
      reads.foundBy = ({ match }) => (match === "pattern" ? [[aFind()]] : [[]]);
    });
    await screen.findByText("ABC1234");
    expect(screen.getByText(t.asPart("C12"))).toBeTruthy();
    expect(address()).toBe("/reads?status=accepted#plate=C12&match=contains");
    expect(api.reads.searches).toMatchObject([
      { plate: "C12", match: "exact", status: "accepted" },
      { plate: "*C12*", match: "pattern", status: "accepted" },
    ]);
  });

  it("stays with a plate as typed that finds something", async () => {
    const { api } = show("/reads#plate=ABC1234&match=exact", ({ reads }) => (reads.found = [[aFind()]]));
    await screen.findByText("ABC1234");
    expect(api.reads.searches).toHaveLength(1);
  });

  it("has them oldest first, from the first page on, by the column or by choice", async () => {
    const { api, address } = show("/reads?status=accepted", ({ reads }) => (reads.found = [[aFind()]]));
    await screen.findByText("ABC1234");
    await user().click(screen.getByRole("button", { name: new RegExp(t.order) }));
    await user().click(await screen.findByRole("option", { name: t.orders.oldest }));
    await waitFor(() => expect(address()).toBe("/reads?status=accepted&order=oldest"));
    await waitFor(() => expect(api.reads.searches.at(-1)).toEqual({ status: "accepted", order: "oldest", limit: 25 }));
    await user().click(screen.getByRole("button", { name: t.columns.seen(timeZone) }));
    await waitFor(() => expect(address()).toBe("/reads?status=accepted"));
  });

  it("names the zone of its times, in the column and at the filter", async () => {
    show("/reads", ({ reads }) => (reads.found = [[aFind()]]));
    await screen.findByText("ABC1234");
    expect(timeZone).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
    screen.getByRole("columnheader", { name: t.columns.seen(timeZone) });
    const more = screen.getByRole("button", { name: t.moreFilters });
    await user().click(more);
    expect(screen.getAllByText(timeZone)).toHaveLength(2);
    await user().click(more);
  });

  it("has regions to choose by name, and the cameras of what was found", async () => {
    const { address } = show("/reads?camera_id=x", ({ reads }) => (reads.found = [[aFind({ camera_id: "gate-2" })]]));
    await screen.findByText("ABC1234");
    await user().click(screen.getByRole("button", { name: new RegExp(t.fields.region) }));
    await user().click(await screen.findByRole("option", { name: /^Romania/ }));
    await user().clear(screen.getByLabelText(t.fields.cameraId));
    await user().click(await screen.findByRole("option", { name: "gate-2" }));
    await user().click(screen.getByRole("button", { name: t.search }));
    await waitFor(() => expect(address()).toBe("/reads?region=ro&camera_id=gate-2"));
  });

  it("has colours to choose by name, keeps them in the address, and clears them with the other filters", async () => {
    const { api, address } = show("/reads?status=accepted");
    await screen.findByText(t.nothing);
    const choose = async (field: string, colour: string) => {
      await user().click(screen.getByRole("button", { name: new RegExp(field) }));
      await user().click(await screen.findByRole("option", { name: colour }));
    };
    await choose(t.fields.vehicleColour, "Silver");
    await choose(t.fields.plateGround, "Yellow");
    await user().click(screen.getByRole("button", { name: t.search }));
    await waitFor(() => expect(address()).toBe("/reads?status=accepted&vehicle_colour=silver&plate_ground=yellow"));
    await waitFor(() =>
      expect(api.reads.searches.at(-1)).toMatchObject({ vehicle_colour: "silver", plate_ground: "yellow" }),
    );
    await user().click(screen.getByRole("button", { name: t.clearFilters }));
    await waitFor(() => expect(address()).toBe("/reads"));
  });

  it("offers no ground that no plate has", async () => {
    show("/reads?plate_ground=white");
    await screen.findByText(t.nothing);
    await user().click(screen.getByRole("button", { name: new RegExp(t.fields.plateGround) }));
    await screen.findByRole("option", { name: "Red" });
    expect(screen.queryByRole("option", { name: "Silver" })).toBeNull();
  });

  it("names the colours by which a read is found, and nothing where none was told", async () => {
    const red = aFind({ vehicle_colour: { name: "red", probability: 0.9 } });
    const bare = aFind({ read_id: "2", plate: "XY99ZZ", plate_ground: null, vehicle_colour: null });
    show("/reads", ({ reads }) => (reads.found = [[red, bare]]));
    await screen.findByText("ABC1234");
    const [first, second] = rows();
    const { vehicle, plate } = texts.photo.colours;
    expect(first && within(first).getByRole("img", { name: vehicle }).parentElement?.textContent).toBe("Red");
    expect(first && within(first).getByRole("img", { name: plate }).parentElement?.textContent).toBe("White");
    expect(second && within(second).queryByRole("img", { name: plate })).toBeNull();
  });

  it("goes on over empty pages by itself, then offers to", async () => {
    const { api } = show("/reads", ({ reads }) => (reads.found = [...Array.from({ length: 7 }, () => []), [aFind()]]));
    await screen.findByRole("button", { name: t.goOn });
    expect(api.reads.searches).toHaveLength(5);
    await user().click(screen.getByRole("button", { name: t.goOn }));
    await screen.findByText("ABC1234");
  });

  it("loads more on demand", async () => {
    show("/reads", ({ reads }) => (reads.found = [[aFind()], [aFind({ read_id: "2", plate: "XY99ZZ" })]]));
    await screen.findByText("ABC1234");
    await user().click(screen.getByRole("button", { name: t.more }));
    await screen.findByText("XY99ZZ");
    expect(screen.queryByRole("button", { name: t.more })).toBeNull();
  });

  it("says at the field what is wrong with it", async () => {
    show("/reads#plate=*&match=pattern", (api) => (api.nextAnswers = [refuse("plate: there is no letter in it.")]));
    await screen.findByText(t.wrong.plate);
    expect(screen.getByLabelText(t.fields.plate).getAttribute("aria-invalid")).toBe("true");
    expect(screen.queryByText(/There is no letter/i)).toBeNull();
  });

  it("shows each read as a card in a narrow window", async () => {
    narrowWindow();
    show("/reads", ({ reads }) => (reads.found = [[aFind(), aFind({ read_id: "2", plate: "XY99ZZ" })]]));
    await screen.findByText("ABC1234");
    expect(document.querySelector("table")).toBeNull();
    const [card] = rows();
    expect(card?.textContent).toMatch(
      /StatusAccepted.*Confidence.*98 %.*RegionRomania.*ColoursSilverWhite.*Cameranone/,
    );
    await user().click(screen.getByRole("checkbox", { name: /^Select XY99ZZ/ }));
    expect(screen.getByText(bulk.selected(1))).toBeTruthy();
  });

  it("says it at each of several fields, in the person's own language", async () => {
    const said = "region: this has the wrong format; docs/openapi.json describes it. camera_id: give at most 64.";
    show("/reads?region=%21&camera_id=x", (api) => (api.nextAnswers = [refuse(said)]));
    await screen.findByText(t.wrong.region);
    expect(screen.getByText(t.wrong.camera_id)).toBeTruthy();
    expect(screen.queryByText(t.wrong.plate)).toBeNull();
  });

  it("takes a plate with * or ? for a pattern", async () => {
    const { address } = show("/reads");
    await screen.findByText(t.nothing);
    await user().type(screen.getByLabelText(t.fields.plate), "B*12");
    await user().click(screen.getByRole("button", { name: t.search }));
    await waitFor(() => expect(address()).toBe("/reads#plate=B*12&match=pattern"));
  });

  it("keeps the further filters when all plates are shown, open as they were left, and has times to choose with one press", async () => {
    const { address } = show("/reads#plate=AB12&match=fuzzy");
    await screen.findByText(t.nothing);
    const more = () => screen.getByRole("button", { name: t.moreFilters });
    expect(more().getAttribute("aria-expanded")).toBe("false");
    await user().click(more());
    await user().click(screen.getByRole("button", { name: t.presets.yesterday }));
    await user().click(screen.getByRole("button", { name: t.search }));
    await waitFor(() => expect(address()).toMatch(/^\/reads\?from=.*&to=.*#plate=AB12/));
    expect(more().getAttribute("aria-expanded")).toBe("true");
    await user().click(screen.getByRole("button", { name: t.clear }));
    await waitFor(() => expect(address()).toMatch(/^\/reads\?from=.*&to=[^#]*$/));
    await user().click(screen.getByRole("button", { name: t.clearFilters }));
    await waitFor(() => expect(address()).toBe("/reads"));
    expect(more().getAttribute("aria-expanded")).toBe("true");
  });

  it("says any other problem above the reads, and tries again", async () => {
    show("/reads", (api) => (api.nextAnswers = [refuse("The cursor is of another search.")]));
    await screen.findByText("The cursor is of another search.");
    await user().click(screen.getByRole("button", { name: texts.errors.tryAgain }));
    await screen.findByText(t.nothing);
  });
});
