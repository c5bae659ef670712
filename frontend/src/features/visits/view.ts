import type { Pile, Site } from "@/client";
import type { WantedVisits } from "@/lib/api/visits";
import { dayAfter, startOfDay } from "@/lib/parking/time";

export const PILES = ["all", "inside", "overstayed", "questions"] as const satisfies readonly Pile[];

/** Which visits are looked at; days by the site's clocks, both included. */
export type View = {
  /** Null for the first site there is, or for all where a plate is looked for. */
  site: string | null;
  pile: Pile;
  from: string | null;
  to: string | null;
  plate: string | null;
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;

const dayOf = (text: string | null): string | null =>
  text !== null && DAY.test(text) && !Number.isNaN(Date.parse(`${text}T12:00Z`)) ? text : null;

/** What an address asks for. A plate stands behind the #, which browsers send to nobody. */
export function viewOf(search: string, hash: string): View {
  const [query, secret] = [new URLSearchParams(search), new URLSearchParams(hash.slice(1))];
  return {
    site: query.get("site"),
    pile: PILES.find((pile) => pile === query.get("pile")) ?? "all",
    from: dayOf(query.get("from")),
    to: dayOf(query.get("to")),
    plate: secret.get("plate"),
  };
}

/** The address that asks for it. */
export function addressOf({ site, pile, from, to, plate }: View): { search: string; hash: string } {
  const parts = { site, from, to, pile: pile === "all" ? null : pile };
  const named = Object.entries(parts).filter((part): part is [string, string] => part[1] !== null);
  const search = new URLSearchParams(named).toString();
  return {
    search: search === "" ? "" : `?${search}`,
    hash: plate === null ? "" : `#${new URLSearchParams({ plate }).toString()}`,
  };
}

/** Whether the days can be asked for at all. */
export const endsBefore = ({ from, to }: Pick<View, "from" | "to">): boolean =>
  from !== null && to !== null && to < from;

/** The same in the API's words: days begin by the site's clocks. */
export function wantedOf(
  view: View,
  site: Pick<Site, "site_id" | "time_zone"> | undefined,
  ownZone: string,
): WantedVisits {
  const zone = site?.time_zone ?? ownZone;
  return {
    pile: view.pile,
    ...(site === undefined ? {} : { site_id: site.site_id }),
    ...(view.plate === null ? {} : { plate: view.plate }),
    ...(view.from === null ? {} : { from: startOfDay(view.from, zone) }),
    ...(view.to === null ? {} : { to: startOfDay(dayAfter(view.to, 1), zone) }),
  };
}

/** The site that a view is about: the one that it names, else the first one; none where a plate is looked for at all. */
export function siteOf(view: View, sites: readonly Site[]): Site | undefined {
  if (view.site === null) return view.plate === null ? sites[0] : undefined;
  return sites.find(({ site_id }) => site_id === view.site) ?? (view.plate === null ? sites[0] : undefined);
}
