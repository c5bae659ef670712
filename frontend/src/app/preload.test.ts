import { describe, expect, it, vi } from "vitest";

import { fetchAhead, hasRoom } from "./preload";

const Page = () => null;

describe("what is fetched ahead", () => {
  it.each([
    [{}, true],
    [{ effectiveType: "4g" }, true],
    [{ effectiveType: "4g", saveData: true }, false],
    [{ effectiveType: "3g" }, false],
    [{ effectiveType: "2g" }, false],
    [{ effectiveType: "slow-2g" }, false],
  ])("on a connection like %j there is room for it: %s", (connection, room) => {
    expect(hasRoom(connection)).toBe(room);
  });

  it("comes one after another, and one that does not come holds up no other", async () => {
    const last = vi.fn(() => Promise.resolve(Page));
    await fetchAhead([() => Promise.resolve(Page), () => Promise.reject(new TypeError("No network")), last]);
    expect(last).toHaveBeenCalledOnce();
  });
});
