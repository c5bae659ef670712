import { locale } from "@/lib/texts/language";

/** Days as the browser's date fields give them: 2026-05-01; empty for none. */
export type Period = { from: string; to: string };

export const isPeriod = ({ from, to }: Period): boolean => from === "" || to === "" || from <= to;

/** The bounds as the API takes them: from the first day's beginning until the last one's end, where the reader is. */
export function boundsOf({ from, to }: Period): { from?: string; to?: string } {
  const bounds: { from?: string; to?: string } = {};
  if (from !== "") bounds.from = new Date(`${from}T00:00:00`).toISOString();
  if (to !== "") {
    const end = new Date(`${to}T00:00:00`);
    end.setDate(end.getDate() + 1);
    bounds.to = end.toISOString();
  }
  return bounds;
}

const days = new Intl.DateTimeFormat(locale, { dateStyle: "medium" });

/** A day in the reader's manner. */
export const dayText = (day: string): string => days.format(new Date(`${day}T00:00:00`));
