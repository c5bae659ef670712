import { first as english } from "./en/first.ts";
import { language } from "./language.ts";
import type { Same } from "./same.ts";

/**
 * The texts that a browser has before anybody is signed in. What it starts with and the sign-in pages take theirs from
 * here; all others come with the pages that say them.
 */
export const texts: Same<typeof english> = language === "vi" ? (await import("./vi/first.ts")).first : english;
