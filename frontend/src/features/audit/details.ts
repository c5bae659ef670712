import type { AuditAction, AuditEntry } from "@/client";
import { regionText, shareText, timeText } from "@/lib/format";
import { texts } from "@/lib/texts";

const { audit: t } = texts;

type Words = Readonly<Record<string, string>>;

/** What may be known of an entry, in the order in which people would tell it; the API gives it in none. */
const ORDER = [
  "match",
  "status",
  "region",
  "uploader",
  "camera_id",
  "decision",
  "from",
  "to",
  "least_confidence",
  "most_confidence",
  "reason",
  "page",
  "format",
  "reads",
  "said_at",
];

const LABELS: Words = t.labels;
const VALUES: Readonly<Record<string, Words>> = {
  ...t.values,
  status: texts.photo.readStatuses,
  reason: { ...texts.review.reasons, ...texts.deletion.reasons },
};
const WRITTEN: Readonly<Record<string, (value: string) => string>> = {
  region: regionText,
  least_confidence: (value) => shareText(Number(value)),
  most_confidence: (value) => shareText(Number(value)),
  said_at: timeText,
};

const isSearch = (action: AuditAction): boolean => action === "searched" || action === "exported";

/** What a detail is called: a search is from one time to another, a decision from one plate to another. */
function labelOf(name: string, action: AuditAction): string {
  const seen: Words = isSearch(action) ? t.seen : {};
  return seen[name] ?? LABELS[name] ?? name;
}

function valueOf(name: string, value: string, action: AuditAction): string {
  if (isSearch(action) && (name === "from" || name === "to")) return timeText(value);
  // Both kinds of reason have an "other".
  const words = name === "reason" && action === "reviewed" ? texts.review.reasons : VALUES[name];
  return (words as Words | undefined)?.[value] ?? WRITTEN[name]?.(value) ?? value;
}

const place = (name: string): number => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);

/** What else is known of an entry, each in words; what Platebook has no word for stands as it is. */
export const detailsOf = ({ details, action }: Pick<AuditEntry, "details" | "action">): string[] =>
  Object.entries(details)
    .filter(([, value]) => value !== "")
    .sort(([one], [other]) => place(one) - place(other))
    .map(([name, value]) => t.detail(labelOf(name, action), valueOf(name, value, action)));
