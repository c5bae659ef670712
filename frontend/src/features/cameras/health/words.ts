import type { Health } from "@/client";
import { numberText, shareText } from "@/lib/format";
import { texts } from "@/lib/texts";
import { locale } from "@/lib/texts/language";

const { cameras, watching: t } = texts;

/** Below this much a clock is right: messages are on their way for so long. */
const RIGHT_SECONDS = 2;

const oneDigit = (n: number): string => n.toLocaleString(locale, { maximumFractionDigits: n < 10 ? 1 : 0 });

const UNITS = [
  { from: 5400, unit: 3600, text: t.hours },
  { from: 90, unit: 60, text: t.minutes },
  { from: 0, unit: 1, text: t.seconds },
] as const;

/** How long something takes, in the unit that suits it: 12 s, 3.5 min, 2 h. */
export function durationText(seconds: number): string {
  const { unit, text } = UNITS.find(({ from }) => seconds >= from) ?? UNITS[2];
  return text(oneDigit(seconds / unit));
}

/** How wrong a clock is. */
export function clockText({ clock_error_seconds: error }: Health): string {
  if (error === null) return cameras.clockUnknown;
  if (Math.abs(error) < RIGHT_SECONDS) return t.clockRight;
  const size = durationText(Math.abs(error));
  return error < 0 ? cameras.clockBehind(size) : cameras.clockAhead(size);
}

/** How long its gaps are, of which nine of ten are shorter. */
export const gapText = ({ usual_gap_seconds: gap }: Health): string =>
  gap === null ? t.unknown : t.gap(durationText(gap));

/** How many photos come a day. */
export const perDayText = ({ photos_a_day: photos }: Health): string =>
  photos === null ? t.unknown : photos < 10 ? oneDigit(photos) : numberText(Math.round(photos));

/** A share of photos, where it is known. */
export const knownShareText = (share: number | null): string => (share === null ? t.unknown : shareText(share));
