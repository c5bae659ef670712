import type { AuditAction, AuditSearch } from "@/client";
import { texts } from "@/lib/texts";

import { monthAsked } from "./month";

/** What the page shows: a month, or what somebody looks for in it, or in other days. */
export type View = {
  month: string;
  from: string | null;
  to: string | null;
  action: AuditAction | null;
  /** An address or an id; after the `#` of the page's address, which no server sees. */
  by: string;
};

const DAY = /^\d{4}-\d\d-\d\d$/;

const dayIn = (query: URLSearchParams, name: string): string | null => {
  const day = query.get(name) ?? "";
  return DAY.test(day) && !Number.isNaN(Date.parse(day)) ? day : null;
};

const isAction = (name: string): name is AuditAction => Object.hasOwn(texts.audit.actions, name);

/** Reads the page's address. */
export function viewOf({ search, hash }: { search: string; hash: string }, now: Date): View {
  const query = new URLSearchParams(search);
  const action = query.get("action") ?? "";
  return {
    month: monthAsked(search, now),
    from: dayIn(query, "from"),
    to: dayIn(query, "to"),
    action: isAction(action) ? action : null,
    by: new URLSearchParams(hash.slice(1)).get("by") ?? "",
  };
}

/** Writes the page's address. */
export function addressOf({ month, from, to, action, by }: View): { search: string; hash: string } {
  const query = new URLSearchParams({ month });
  for (const [name, value] of Object.entries({ from, to, action })) if (value !== null) query.set(name, value);
  return { search: `?${query.toString()}`, hash: by === "" ? "" : `#${new URLSearchParams({ by }).toString()}` };
}

export const isFiltered = ({ from, to, action, by }: View): boolean =>
  from !== null || to !== null || action !== null || by !== "";

export const endsBefore = ({ from, to }: Pick<View, "from" | "to">): boolean =>
  from !== null && to !== null && to < from;

const lastDayOf = (month: string): string => {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
};

/** What the API is asked for: the days that were chosen, or else the month's. */
export function questionOf({ month, from, to, action, by }: View): AuditSearch {
  return {
    first: from ?? (to !== null && to < `${month}-01` ? to : `${month}-01`),
    last: to ?? (from !== null && from > lastDayOf(month) ? from : lastDayOf(month)),
    ...(by === "" ? {} : { by }),
    ...(action === null ? {} : { actions: [action] }),
  };
}
