import { createStore } from "@/lib/store";

const KEY = "platebook.review.keys";
const OFF = "off";

const store = createStore(localStorage.getItem(KEY) !== OFF);

/** Whether single keys act (WCAG 2.1.4 asks for a way to turn them off); remembered in this browser. */
export const singleKeys = {
  get: store.get,
  subscribe: store.subscribe,
  choose: (on: boolean): void => {
    if (on) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, OFF);
    store.set(on);
  },
};
