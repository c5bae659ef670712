import { app } from "./app.ts";
import { auth } from "./auth.ts";
import { photo } from "./photo.ts";
import { reads } from "./reads.ts";
import { review } from "./review.ts";
import { upload } from "./upload.ts";
import { why } from "./why.ts";

/** Every sentence and label of the web app, in English. One place to read them, and to keep them alike. */
export const en = {
  ...app,
  ...auth,
  ...upload,
  ...photo,
  ...why,
  ...review,
  ...reads,
} as const;
