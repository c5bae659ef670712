import type { Upload } from "@/client";
import { texts } from "@/lib/texts";

/** Why an upload failed and what to do: the API's sentence, or ours for its code where another language is spoken. */
export const failureSentence = (failure: Upload["failure"]): string =>
  failure == null ? texts.errors.unexpected : (texts.photo.failures[failure.code] ?? failure.message);
