import type { first as English } from "@/lib/texts/en/first.ts";
import type { Same } from "@/lib/texts/same.ts";
import { app } from "./app.ts";
import { auth } from "./auth.ts";

/** What is said before anybody is signed in, and by whatever stands around a page, in Vietnamese. */
export const first: Same<typeof English> = { ...app, ...auth };
