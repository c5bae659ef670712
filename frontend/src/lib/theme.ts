import { applyMode, Mode } from "@cloudscape-design/global-styles";

import { createStore } from "@/lib/store";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const KEY = "platebook.theme";
const isTheme = (value: string | null): value is Theme => THEMES.some((theme) => theme === value);

const remembered = localStorage.getItem(KEY);
const store = createStore<Theme>(isTheme(remembered) ? remembered : "system");
const systemIsDark = matchMedia("(prefers-color-scheme: dark)");

function paint(): void {
  const dark = store.get() === "dark" || (store.get() === "system" && systemIsDark.matches);
  applyMode(dark ? Mode.Dark : Mode.Light);
  document.documentElement.style.colorScheme = dark ? "dark" : "light";
}

/** Paints the page in the chosen theme, now and whenever the choice or the system's setting changes. */
export function followTheme(): void {
  paint();
  store.subscribe(paint);
  systemIsDark.addEventListener("change", paint);
}

export const theme = {
  get: store.get,
  subscribe: store.subscribe,
  /** Chooses a theme and remembers it in this browser. */
  choose: (choice: Theme): void => {
    localStorage.setItem(KEY, choice);
    store.set(choice);
  },
};
