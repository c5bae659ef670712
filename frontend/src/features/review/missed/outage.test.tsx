import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";

import { JUDGEMENTS, keptFor } from "@/lib/kept";
import { texts } from "@/lib/texts";
import { refusal } from "@/testing/answers";
import { judged, show, turnOf } from "@/testing/missed-page";
import { bringBack, close, cutOff, loseAnswers, mend } from "@/testing/outage";

const { missed: m, review, app } = texts;
const { queue: t } = m;

const keys = userEvent.setup({ delay: null });

afterEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});

const isTold = (count: number): Promise<HTMLElement> => screen.findByText(review.halted(count));
const isToldNoMore = () => waitFor(() => expect(screen.queryByText(review.haltedHelp, { exact: false })).toBeNull());

describe("judgements that an outage holds up", () => {
  it("are kept and told of while one goes on, and each is sent once by itself when it is over", async () => {
    const page = show(3);
    await turnOf(1);
    cutOff();
    await keys.keyboard("x");
    await turnOf(2);
    await isTold(1);
    await keys.keyboard("exy34zab{Enter}");
    await turnOf(3);
    await isTold(2);
    screen.getByLabelText(app.deciding(2));
    bringBack(page);
    await isToldNoMore();
    expect(judged(page)).toEqual(["empty-1 no_plate"]);
    expect(page.api.missed.typed).toEqual([{ uploadId: "empty-2", plate: "XY34ZAB", bounding_box: null }]);
    await turnOf(3);
    expect(keptFor("operator-1").get(JUDGEMENTS)).toBeNull();
    await keys.keyboard("x");
    await screen.findByText(t.empty);
  });

  it("are sent again without a word from the browser, and counted once where only the answer was lost", async () => {
    const page = show(2);
    await turnOf(1);
    loseAnswers(page);
    await keys.keyboard("x");
    await isTold(1);
    mend(page);
    await isToldNoMore();
    expect(judged(page)).toEqual(["empty-1 no_plate"]);
    expect(page.api.missed.photos.map(({ version }) => version)).toEqual([1, 0]);
    await turnOf(2);
  });

  it("are sent at once by a button", async () => {
    const page = show(2);
    await turnOf(1);
    cutOff();
    await keys.keyboard("x");
    await isTold(1);
    mend(page);
    await keys.click(screen.getByRole("button", { name: review.sendAgain }));
    await isToldNoMore();
    expect(judged(page)).toEqual(["empty-1 no_plate"]);
  });

  it("are sent after a reload, whichever page is opened then, and kept no longer", async () => {
    const before = show(2);
    await turnOf(1);
    cutOff();
    await keys.keyboard("exy34zab{Enter}");
    await isTold(1);
    close(before);

    const page = show(2, "/uploads");
    await waitFor(() => expect(page.api.missed.typed.map(({ uploadId }) => uploadId)).toEqual(["empty-1"]));
    await waitFor(() => expect(sessionStorage).toHaveLength(0));
  });

  it("are taken back before they are sent, or right after where they may have arrived", async () => {
    const page = show(3);
    await turnOf(1);
    cutOff();
    await keys.keyboard("x");
    await turnOf(2);
    await isTold(1);
    await keys.keyboard("x");
    await turnOf(3);
    await isTold(2);
    await keys.keyboard("u");
    await turnOf(2);
    await isTold(1);
    bringBack(page);
    await isToldNoMore();
    expect(judged(page)).toEqual(["empty-1 no_plate"]);

    cutOff();
    await keys.keyboard("exy34zab{Enter}");
    await turnOf(3);
    await isTold(1);
    await keys.keyboard("u");
    await screen.findByText(t.undoing("empty-2.jpg"));
    bringBack(page);
    await turnOf(2);
    expect(page.api.missed.said).toEqual([{ readId: "empty-2-100", what: "take-back" }]);
  });

  it("are taken back once, also where the answer to that was lost", async () => {
    const page = show(2);
    await turnOf(1);
    await keys.keyboard("exy34zab{Enter}");
    await turnOf(2);
    await waitFor(() => expect(page.api.missed.typed).toHaveLength(1));
    loseAnswers(page);
    await keys.keyboard("u");
    await isTold(1);
    bringBack(page);
    await turnOf(1);
    expect(screen.queryByText(/Somebody else was faster/)).toBeNull();
    expect(page.api.missed.said).toHaveLength(1);
  });
});

describe("a judgement that is refused once it arrives", () => {
  it("says why, and is not sent again", async () => {
    const page = show(2);
    await turnOf(1);
    cutOff();
    await keys.keyboard("x");
    await isTold(1);
    page.api.missed.photos = page.api.missed.photos.map((photo) => ({ ...photo, version: 7 }));
    bringBack(page);
    await screen.findByText(/Somebody else was faster/);
    await isToldNoMore();
    dispatchEvent(new Event("online"));
    await turnOf(2);
    screen.getByText(/Somebody else was faster/);
    expect(page.api.requests.filter(({ url }) => url.endsWith("/no-plate"))).toHaveLength(1);
    expect(screen.queryByRole("button", { name: new RegExp(`^${review.undo}`) })).toBeNull();
  });

  it("brings its photo back as the next one, with the plate to be mended and the reason at its field", async () => {
    const page = show(3);
    await turnOf(1);
    cutOff();
    await keys.keyboard("exy34zab{Enter}");
    await turnOf(2);
    await isTold(1);
    page.api.nextAnswers = [() => refusal(400, "invalid_request", "plate: 10 plates were typed in this photo.")];
    bringBack(page);
    await screen.findByText(/10 plates were typed/);
    await turnOf(2);
    await keys.keyboard("x");
    await turnOf(1);
    expect(screen.getByLabelText<HTMLInputElement>(review.editLabel).value).toBe("XY34ZAB");
    screen.getByText(m.refused);
    await keys.type(screen.getByLabelText(review.editLabel), "{Backspace}C{Enter}");
    await turnOf(3);
    expect(screen.queryByText(texts.errors.heading)).toBeNull();
    expect(page.api.missed.typed.map(({ plate }) => plate)).toEqual(["XY34ZAC"]);
  });
});
