import { vi } from "vitest";

const stub = (matches: boolean): void => {
  vi.stubGlobal("matchMedia", () => ({
    matches,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
};

/** As wide as a desktop's, which every test begins with. */
export const wideWindow = (): void => stub(false);

/** As narrow as a phone's. */
export const narrowWindow = (): void => stub(true);
