/** The languages of the web app, each by its own name. */
export const LANGUAGES = { en: "English", vi: "Tiếng Việt" } as const;
export type Language = keyof typeof LANGUAGES;
export const ALL_LANGUAGES = Object.keys(LANGUAGES) as Language[];

const KEY = "platebook.language";
const DEFAULT: Language = "en";

const isLanguage = (text: string | null | undefined): text is Language =>
  text !== null && text !== undefined && text in LANGUAGES;

/**
 * The language to speak: the one that was chosen here, else the first of the system's that there is.
 *
 * @param chosen - What was remembered; null for nothing.
 * @param preferred - The system's languages (vi-VN), best first.
 */
export function languageOf(chosen: string | null, preferred: readonly string[]): Language {
  if (isLanguage(chosen)) return chosen;
  return preferred.map((one) => one.split("-")[0]).find(isLanguage) ?? DEFAULT;
}

const preferred = typeof navigator === "undefined" ? [] : navigator.languages;

/** The language of this page load. */
export const language = languageOf(typeof localStorage === "undefined" ? null : localStorage.getItem(KEY), preferred);

/** In whose manner numbers and times are written: the system's own, where that is of the language. */
export const locale = preferred.find((one) => one.split("-")[0] === language) ?? language;

/** Chooses a language and remembers it in this browser. The page starts anew in it; nothing that is kept is lost. */
export function chooseLanguage(choice: Language): void {
  localStorage.setItem(KEY, choice);
  location.reload();
}
