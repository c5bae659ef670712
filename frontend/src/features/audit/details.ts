import type { AuditEntry } from "@/client";
import { texts } from "@/lib/texts";

const { audit: t } = texts;

type Words = Readonly<Record<string, string>>;

const LABELS: Words = t.labels;
const VALUES: Readonly<Record<string, Words>> = {
  ...t.values,
  reason: { ...texts.review.reasons, ...texts.deletion.reasons },
};

/** What else is known of an entry, each in words; what Platebook has no word for stands as it is. */
export const detailsOf = ({ details, action }: Pick<AuditEntry, "details" | "action">): string[] =>
  Object.entries(details)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => {
      // Both kinds of reason have an "other".
      const words = name === "reason" && action === "reviewed" ? texts.review.reasons : VALUES[name];
      return t.detail(LABELS[name] ?? name, (words as Words | undefined)?.[value] ?? value);
    });
