import { en } from "./en/index.ts";
import { language } from "./language.ts";
import type { Same } from "./same.ts";

/** Every sentence and label of the web app. Other languages than English come as a chunk of their own. */
export const texts: Same<typeof en> = language === "vi" ? (await import("./vi/index.ts")).vi : en;
