import type { Standing } from "@/client";
import { texts } from "@/lib/texts";
import type { StatusIndicatorProps } from "@/lib/ui/StatusIndicator";

const { stands } = texts.visit;

type Word = { text: string; type: StatusIndicatorProps.Type };

const WORDS: Record<keyof typeof stands, Word> = {
  valid: { text: stands.valid, type: "success" },
  needsPerson: { text: stands.needsPerson, type: "warning" },
  waived: { text: stands.waived, type: "stopped" },
  violation: { text: stands.violation, type: "error" },
  enforced: { text: stands.enforced, type: "in-progress" },
  completed: { text: stands.completed, type: "success" },
};

/** How a visit stands, in a word: an icon of its own for each, so that nobody has to tell colours apart. */
export function standingWord({ state, reason, needs_person }: Standing): Word {
  if (needs_person) return WORDS.needsPerson;
  // What is too long, needs nobody and is no violation was waived.
  return WORDS[state === "valid" && reason !== null ? "waived" : state];
}
