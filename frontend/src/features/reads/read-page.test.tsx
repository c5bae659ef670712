import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";

import type { FoundText, Upload } from "@/client";
import { texts } from "@/lib/texts";
import { FakeApi } from "@/testing/fake-api";
import { FakeAuth } from "@/testing/fake-auth";
import { renderApp } from "@/testing/render-app";
import { aBox, anUpload, aRead, aTakenText, aText } from "@/testing/samples";

const { read: t, why } = texts;

const PAGE = "/reads/upload-1-1";
const FOUND = [
  aText({ text_id: 0 }),
  aTakenText({ text_id: 1 }),
  aTakenText({ text_id: 2, parent_id: 1, level: "word" }),
  aText({
    text_id: 3,
    look: 2,
    text: "555-0199",
    confidence: 0.61,
    polygon: aBox(0.1, 0.1, 0.1, 0.1),
    reason: { code: "phone", message: "A telephone number." },
  }),
];

function withUpload(about: Partial<Upload> = {}, found: FoundText[] = FOUND): FakeApi {
  const api = new FakeApi();
  api.uploads = [anUpload(about)];
  api.texts = { "upload-1": found };
  return api;
}
const show = (api: FakeApi, path = PAGE) => renderApp({ path, api, auth: new FakeAuth().signedIn() });
const user = () => userEvent.setup({ delay: null });
const brokenFor = (part: string) => (api: FakeApi) => {
  const works = api.fetch;
  let broken = true;
  api.fetch = (request) =>
    broken && request.url.endsWith(part)
      ? Promise.resolve(
          Response.json({ error: { code: "invalid", message: "Not just now.", request_id: "r" } }, { status: 400 }),
        )
      : works(request);
  return { repair: () => (broken = false) };
};

const rowOf = async (text: string): Promise<HTMLElement> => {
  const row = (await screen.findByRole("button", { name: text })).closest("tr");
  if (row === null) throw new Error(`${text} stands in no row`);
  return row;
};
const targets = (container: HTMLElement): string[] =>
  [...container.querySelectorAll<SVGElement>("[data-text-id]")].map((target) => target.dataset.textId ?? "");

describe("a read's page", () => {
  it.each([
    ["rekognition" as const, t.readers.rekognition],
    ["own" as const, t.readers.own],
  ])("says in words that %s found the text", async (reader, words) => {
    show(withUpload({ reads: [aRead({ reader })] }));
    const label = await screen.findByText(t.textFoundBy);
    expect(label.nextElementSibling?.textContent).toBe(words);
  });

  it("says nothing of who found the text where that was not kept", async () => {
    show(withUpload({ reads: [aRead({ reader: null })] }));
    await screen.findByText(t.status);
    expect(screen.queryByText(t.textFoundBy)).toBeNull();
  });

  it("is headed by the plate, which does not stand in the window's title", async () => {
    show(withUpload());
    await screen.findByRole("heading", { level: 1, name: "ABC1234" });
    expect(document.title).toBe(texts.app.title(t.windowTitle("gate.jpg")));
  });

  it("says how sure each character is, and what else a doubtful one might be", async () => {
    const sure = aRead().characters;
    const doubtful = {
      character: "B",
      confidence: 0.71,
      alternatives: [
        { character: "8", confidence: 0.24 },
        { character: "", confidence: 0.04 },
        { character: "D", confidence: 0.003 },
      ],
    };
    show(withUpload({ reads: [aRead({ characters: [...sure.slice(0, 1), doubtful, ...sure.slice(2)] })] }));
    const tiles = within(await screen.findByRole("list", { name: t.characters })).getAllByRole("listitem");
    expect(tiles).toHaveLength(7);
    expect(tiles[0]?.textContent).toBe("A98 %");
    expect(tiles[1]?.textContent).toBe("B?Doubtful71 %or 8 24 %or nothing 4 %");
    expect(screen.getByText(t.someDoubtful(1, 7))).toBeTruthy();
  });

  it("says that all are sure, and that nothing is known where it was not kept", async () => {
    const page = show(withUpload());
    await screen.findByText(t.allSure(7));
    page.unmount();
    show(withUpload({ reads: [aRead({ characters: [] })] }));
    await screen.findByText(t.charactersUnknown);
  });

  it.each([
    [0.21, true],
    [0.04, false],
  ])("says where one more character may be hidden, at %d: %s", async (cut, isTold) => {
    show(withUpload({ reads: [aRead({ cut })] }));
    const sum = await screen.findByText(new RegExp(t.allSure(7)));
    expect(sum.textContent.includes(t.mayBeCut(`${cut * 100} %`))).toBe(isTold);
  });

  it("shows what else it might be, with what differs marked", async () => {
    const candidates = [
      { plate: "ABC1234", confidence: 0.93 },
      { plate: "A8C1234", confidence: 0.05 },
    ];
    show(withUpload({ reads: [aRead({ candidates })] }));
    const items = within(await screen.findByRole("list", { name: t.candidates })).getAllByRole("listitem");
    expect(items.map((item) => item.textContent)).toEqual(["ABC123493 %", "A8C12345 %"]);
    expect(items.map((item) => item.querySelector("mark")?.textContent)).toEqual([undefined, "8"]);
    expect(screen.queryByText(t.nothingClose)).toBeNull();
  });

  it("says nothing of colours that were not told", async () => {
    show(withUpload({ reads: [aRead({ plate_ground: null, plate_characters: null, vehicle_colour: null })] }));
    await screen.findByText(texts.photo.confidence);
    expect(screen.queryByText(texts.photo.colours.label)).toBeNull();
    expect(screen.queryByText(texts.photo.colours.vehicleLabel)).toBeNull();
  });

  it("says that nothing else comes close", async () => {
    show(withUpload());
    await screen.findByText(t.nothingClose);
  });

  it("tells the facts and leads to the photo and its other plates", async () => {
    const reads = [
      aRead({ region: "de", subdivision: "M" }),
      aRead({ read_id: "upload-1-2", plate: "XY99ZZ", region: null }),
    ];
    const { path } = show(withUpload({ reads }));
    await screen.findByText("Germany, office M");
    expect(screen.getByText("Almost certain · 98 %")).toBeTruthy();
    expect(screen.getByText("Black on white")).toBeTruthy();
    expect(screen.getByText("Silver (about 87 %)")).toBeTruthy();
    expect(screen.getByText(texts.photo.readStatuses.accepted)).toBeTruthy();
    expect(screen.getByRole("link", { name: "gate.jpg" }).getAttribute("href")).toBe("/uploads/upload-1");
    expect(screen.getByRole("img", { name: texts.photo.closeUp("ABC1234") })).toBeTruthy();
    await user().click(screen.getByRole("link", { name: "XY99ZZ" }));
    await screen.findByRole("heading", { level: 1, name: "XY99ZZ" });
    expect(path()).toBe("/reads/upload-1-2");
  });
});

describe("why a read was read", () => {
  it("is a table of all text that was found, the taken first", async () => {
    show(withUpload());
    await rowOf("California");
    const rows = screen.getAllByRole("row").slice(1);
    expect(rows.map((row) => row.textContent)).toEqual([
      `ABC·1234${why.taken}${why.reasons.plate}98 %${why.looks.first}`,
      `California${why.refused}${why.reasons.origin}98 %${why.looks.first}`,
      `555-0199${why.refused}${why.reasons.phone}61 %${why.looks.second}`,
    ]);
  });

  it("names the plate that a text was taken for when it is another one", async () => {
    const reads = [aRead(), aRead({ read_id: "upload-1-2", plate: "XY99ZZ" })];
    const other = aTakenText({ text_id: 7, text: "XY 99 ZZ", read_id: "upload-1-2" });
    show(withUpload({ reads }, [...FOUND, other]));
    expect((await rowOf("XY 99 ZZ")).textContent).toContain(why.takenFor("XY99ZZ"));
  });

  it("is drawn over the photo, and what was refused can be hidden", async () => {
    const { container } = show(withUpload());
    await waitFor(() => expect(targets(container)).toEqual(["1", "0", "3"]));
    await user().click(screen.getByRole("checkbox", { name: why.showAll }));
    expect(targets(container)).toEqual(["1"]);
  });

  it("shows the box of the row that the keyboard or the pointer is at, a hidden one, too", async () => {
    const { container } = show(withUpload());
    const pointed = () => container.querySelector('[data-pointed="true"] polygon')?.getAttribute("points");
    const row = await rowOf("555-0199");
    await user().click(screen.getByRole("checkbox", { name: why.showAll }));
    expect(pointed()).toBeUndefined();
    fireEvent.focus(within(row).getByRole("button"));
    expect(pointed()).toBe("0.1,0.1 0.2,0.1 0.2,0.2 0.1,0.2");
    fireEvent.blur(within(row).getByRole("button"));
    expect(pointed()).toBeUndefined();
    await user().hover(row);
    expect(pointed()).toBe("0.1,0.1 0.2,0.1 0.2,0.2 0.1,0.2");
  });

  it("shows the row of the box that the pointer is at, and goes there", async () => {
    const { container } = show(withUpload());
    const row = await rowOf("California");
    const target = container.querySelector('[data-text-id="0"]');
    if (target === null) throw new Error("the box is not drawn");
    await user().hover(target);
    expect(row.dataset.pointed).toBe("true");
    await user().click(target);
    expect(document.activeElement).toBe(within(row).getByRole("button"));
  });
});

describe("a read's page that cannot be shown", () => {
  it.each(["/reads/elsewhere-1", "/reads/upload-1-9", "/reads/upload"])("says that there is none: %s", async (path) => {
    show(withUpload(), path);
    await screen.findByRole("heading", { level: 1, name: t.notFound });
    expect(screen.getByRole("link", { name: texts.uploads.back })).toBeTruthy();
  });

  it("says why, and tries again", async () => {
    const api = withUpload();
    const { repair } = brokenFor("/reads/upload-1-1")(api);
    show(api);
    await screen.findByText("Not just now.");
    repair();
    await user().click(screen.getByRole("button", { name: texts.errors.tryAgain }));
    await screen.findByRole("heading", { level: 1, name: "ABC1234" });
  });

  it("does without the photo when that is gone", async () => {
    const { container } = show(withUpload());
    await rowOf("California");
    const photo = container.querySelector("main img");
    if (photo !== null) fireEvent.error(photo);
    await screen.findByText(texts.photo.gone);
    expect(await rowOf("California")).toBeTruthy();
  });
});
