import type { AuditAction, AuditEntry } from "@/client";
import { texts } from "@/lib/texts";

import { own, partsText, regionOr, shareOr, timeOr } from "./changes";

const { audit: t } = texts;

type Words = Readonly<Record<string, string>>;

/** What may be known of an entry, in the order in which people would tell it; the API gives it in none. */
const ORDER = [
  "purpose",
  "reference",
  "match",
  "status",
  "region",
  "uploader",
  "camera_id",
  "vehicle_colour",
  "plate_ground",
  "site",
  "pile",
  "word",
  "left_at",
  "entry",
  "decision",
  "name",
  "secret_id",
  "plate",
  "place",
  "added",
  "removed",
  "note_id",
  "person",
  "actions",
  "groups",
  "again",
  "from",
  "to",
  "why",
  "least_confidence",
  "most_confidence",
  "reason",
  "until",
  "order",
  "page",
  "format",
  "with_emails",
  "reads",
  "visits",
  "photos",
  "entries",
  "read_ids",
  "said_at",
];

const LABELS: Words = t.labels;
const VALUES: Readonly<Record<string, Words>> = {
  ...t.values,
  status: texts.photo.readStatuses,
  plate_ground: texts.photo.colours.names,
  vehicle_colour: texts.photo.colours.names,
  reason: { ...texts.review.reasons, ...texts.deletion.reasons },
};
/** Of a list of ids so many are shown. */
const MOST_IDS = 3;

function someIds(value: string): string {
  const ids = value.split(" ");
  const shown = ids.slice(0, MOST_IDS).join(", ");
  return ids.length > MOST_IDS ? t.andMore(shown, ids.length - MOST_IDS) : shown;
}

const actionsOr = (value: string): string =>
  value
    .split(", ")
    .map((action) => own(t.actions as Words, action) ?? action)
    .join(", ");

const WRITTEN: Readonly<Record<string, (value: string) => string>> = {
  region: regionOr,
  least_confidence: shareOr,
  most_confidence: shareOr,
  said_at: timeOr,
  until: timeOr,
  left_at: timeOr,
  read_ids: someIds,
  actions: actionsOr,
};

const SEARCHES: readonly AuditAction[] = [
  "searched",
  "counted",
  "exported",
  "made_dossier",
  "searched_visits",
  "exported_visits",
];

/** Whether it was asked for reads: by conditions, or by a plate. */
export const isSearch = (action: AuditAction): boolean => SEARCHES.includes(action);

/** What a detail is called: a search is from one time to another, a decision from one plate to another. */
function labelOf(name: string, action: AuditAction): string {
  const seen: Words = isSearch(action) ? t.seen : {};
  return own(seen, name) ?? own(LABELS, name) ?? name;
}

function valueOf(name: string, value: string, action: AuditAction): string {
  if (name === "from" || name === "to") return isSearch(action) ? timeOr(value) : partsText(value);
  // Both kinds of reason have an "other".
  const words: Words = name === "reason" && action === "reviewed" ? texts.review.reasons : (own(VALUES, name) ?? {});
  return own(words, value) ?? own(WRITTEN, name)?.(value) ?? value;
}

const place = (name: string): number => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);

/** What else is known of an entry, each in words; what Platebook has no word for stands as it is. */
export const detailsOf = ({ details, action }: Pick<AuditEntry, "details" | "action">): string[] =>
  Object.entries(details)
    .filter(([, value]) => value !== "")
    .sort(([one], [other]) => place(one) - place(other))
    .map(([name, value]) => t.detail(labelOf(name, action), valueOf(name, value, action)));
