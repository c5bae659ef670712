import { app } from "./app.ts";
import { auth } from "./auth.ts";

/** What is said before anybody is signed in, and by whatever stands around a page, in English. */
export const first = { ...app, ...auth } as const;
