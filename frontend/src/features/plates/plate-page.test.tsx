import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { renderApp } from "@/testing/render-app";
import { aFind } from "@/testing/samples";

const { plate: t } = texts;

function show(path: string) {
  const api = new FakeApi();
  api.reads.found = [[aFind({ corrected_plate: "ABC1235", status: "corrected" })]];
  api.reads.plates = {
    ABC1235: {
      plate: "ABC1235",
      first_seen_at: "2026-05-01T10:00:00Z",
      last_seen_at: "2026-05-02T10:00:00Z",
      near: [
        {
          plate: "A8C1235",
          closeness: "confusable",
          last_seen_at: "2026-05-01T10:00:00Z",
          sightings: 2,
          has_more_sightings: false,
        },
      ],
      noted: { plate: "ABC1235", tags: [], notes: [] },
    },
  };
  return renderApp({ path, api, auth: new FakeAuth().signedInAsOperator() });
}

describe("a plate's page", () => {
  it("shows when it was seen, every sighting with its correction, and plates nearly the same", async () => {
    const { api } = show("/plates#ABC1235");
    await screen.findByText("read as ABC1234");
    expect(screen.getByText(t.firstSeen).nextElementSibling?.textContent).toMatch(/May 1, 2026/);
    expect(screen.getByText(t.lastSeen).nextElementSibling?.textContent).toMatch(/May 2, 2026/);
    expect(screen.getByRole("link", { name: "A8C1235" }).getAttribute("href")).toBe("/plates#A8C1235");
    expect(api.reads.searches[0]).toMatchObject({ plate: "ABC1235", match: "exact" });
    expect(api.requests.some(({ url }) => url.includes("ABC1235"))).toBe(false);
  });

  it("says that a plate was never seen", async () => {
    show("/plates#NEVER1");
    await screen.findByText(t.never);
    await screen.findByText(t.noneNear);
  });

  it("asks which plate where the address names none", async () => {
    show("/plates");
    await userEvent.setup({ delay: null }).type(await screen.findByLabelText(t.which), "ABC1235{Enter}");
    await screen.findByText("read as ABC1234");
  });
});
