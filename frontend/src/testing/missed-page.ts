import { screen } from "@testing-library/react";

import { texts } from "@/lib/texts";

import { FakeApi } from "./fake-api";
import { FakeAuth } from "./fake-auth";
import { aNoPlate } from "./fake-missed";
import { renderApp, type World } from "./render-app";

/** The app as an operator sees it, at No plate found unless said otherwise, with so many photos waiting there. */
export function show(count: number, path = "/review?queue=no_plate"): World {
  const api = new FakeApi();
  api.missed.photos = Array.from({ length: count }, (_, i) => aNoPlate(i + 1));
  api.missed.typist = "operator-1";
  return renderApp({ path, api, auth: new FakeAuth().signedInAsOperator() });
}

/** Waits until it is a certain photo's turn. */
export const turnOf = (n: number): Promise<HTMLElement> =>
  screen.findByRole("img", { name: texts.missed.photoToDrawIn(`empty-${n}.jpg`) });

/** What was said of which photos, in its order. */
export const judged = ({ api }: World): string[] =>
  api.missed.judged.map(({ uploadId, decision }) => `${uploadId} ${decision}`);
