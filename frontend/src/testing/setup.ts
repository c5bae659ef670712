import { onlineManager } from "@tanstack/react-query";
import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeEach, vi } from "vitest";

import { takingTime } from "./pace";
import { wideWindow } from "./window-width";

// What jsdom lacks and the app needs.
Blob.prototype.arrayBuffer = function () {
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as ArrayBuffer);
    reader.readAsArrayBuffer(this);
  });
};

Element.prototype.scrollIntoView = () => undefined;

// Generous, for machines that are busy with other things: nothing here is slow by itself.
configure({ asyncUtilTimeout: 15_000 });

function stubBrowser(): void {
  wideWindow();
  vi.stubGlobal("scrollTo", () => undefined);
}

stubBrowser();
beforeEach(stubBrowser);
beforeEach(takingTime);

afterEach(() => {
  cleanup();
  localStorage.clear();
  // Files that share a worker share it, too: one that ended without a network had all queries after it wait for one.
  onlineManager.setOnline(true);
});
