import type { Upload } from "@/client";
import { texts } from "@/lib/texts";

/** What no other photo would mend: whoever asks for help names the upload's id. */
const OURS: ReadonlySet<string> = new Set(["not_received", "processing_failed", "photo_missing", "unreadable"]);

/** Why an upload failed and what to do: the API's sentence, or ours for its code where another language is spoken. */
export function failureSentence(failure: Upload["failure"]): string {
  if (failure == null) return texts.errors.unexpected;
  const sentence = texts.photo.failures[failure.code] ?? failure.message;
  const { code, correlation_id: id } = failure;
  return id != null && OURS.has(code) ? texts.errors.withId(sentence, id) : sentence;
}
