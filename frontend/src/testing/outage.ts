import { vi } from "vitest";

import type { World } from "./render-app";

/** What a browser's fetch gives without a network. */
export const failToFetch = (): Promise<never> => Promise.reject(new TypeError("Failed to fetch"));

/** Has nothing that is sent from now on arrive. */
export const cutOff = () => vi.stubGlobal("fetch", failToFetch);

/** Has what is sent arrive, and its answer lost. */
export const loseAnswers = ({ api }: World) =>
  vi.stubGlobal("fetch", (request: Request) => api.fetch(request).then(failToFetch));

/** Has all arrive again; the browser says nothing of it. */
export const mend = ({ api }: World) => vi.stubGlobal("fetch", api.fetch);

/** Has all arrive again, and the browser say so. */
export function bringBack(page: World): void {
  mend(page);
  dispatchEvent(new Event("online"));
}

/** Closes a page: it sends nothing more. */
export function close({ unmount, auth }: World): void {
  unmount();
  auth.accessToken = () => new Promise(() => undefined);
}
