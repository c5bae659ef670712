import type { Colour, Match, ReadStatus, SearchRequest } from "@/client";
import { ORDERS, type Order } from "@/lib/reads/order";
import { spell } from "@/lib/review/spelling";

/** As people choose it: that a plate contains something is a pattern for the API. */
export type ViewMatch = Match | "contains";

export const MATCHES = ["exact", "contains", "fuzzy", "pattern"] as const satisfies readonly ViewMatch[];
export const STATUSES = [
  "needs_review",
  "accepted",
  "confirmed",
  "corrected",
  "rejected",
] as const satisfies readonly ReadStatus[];

export const VEHICLE_COLOURS = [
  "white",
  "black",
  "grey",
  "silver",
  "blue",
  "red",
  "green",
  "yellow",
  "orange",
  "brown",
] as const satisfies readonly Colour[];
type Ground = NonNullable<SearchRequest["plate_ground"]>;
export const GROUNDS = ["white", "yellow", "black", "blue", "green", "red"] as const satisfies readonly Ground[];

/** Conditions that stand in the address. Texts are empty, and the others null, where nothing is asked. */
export type View = {
  plate: string;
  match: ViewMatch;
  status: ReadStatus | null;
  region: string;
  cameraId: string;
  uploader: string;
  vehicleColour: Colour | null;
  plateGround: Ground | null;
  /** 0 to 1. */
  least: number | null;
  most: number | null;
  /** RFC 3339, in UTC: who opens a shared address elsewhere sees the same reads. */
  from: string | null;
  to: string | null;
  order: Order;
};

export const EVERYTHING: View = {
  plate: "",
  match: "exact",
  status: null,
  region: "",
  cameraId: "",
  uploader: "",
  vehicleColour: null,
  plateGround: null,
  least: null,
  most: null,
  from: null,
  to: null,
  order: "newest",
};

const oneOf = <T extends string>(values: readonly T[], text: string | null): T | null =>
  values.find((value) => value === text) ?? null;

function ratioOf(text: string | null): number | null {
  const ratio = text === null || text === "" ? NaN : Number(text);
  return ratio >= 0 && ratio <= 1 ? ratio : null;
}

function timeOf(text: string | null): string | null {
  const time = Date.parse(text ?? "");
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

/**
 * What an address asks for. What makes no sense in it asks for nothing.
 *
 * @param search - The query, with its question mark.
 * @param hash - What stands after the #, with it: the plate and the person are there, for no server and no log sees that part.
 */
export function viewOf(search: string, hash: string): View {
  const query = new URLSearchParams(search);
  const secret = new URLSearchParams(hash.slice(1));
  return {
    plate: secret.get("plate") ?? "",
    match: oneOf(MATCHES, secret.get("match")) ?? EVERYTHING.match,
    status: oneOf(STATUSES, query.get("status")),
    region: query.get("region") ?? "",
    cameraId: query.get("camera_id") ?? "",
    uploader: secret.get("uploader") ?? "",
    vehicleColour: oneOf(VEHICLE_COLOURS, query.get("vehicle_colour")),
    plateGround: oneOf(GROUNDS, query.get("plate_ground")),
    least: ratioOf(query.get("least_confidence")),
    most: ratioOf(query.get("most_confidence")),
    from: timeOf(query.get("from")),
    to: timeOf(query.get("to")),
    order: oneOf(ORDERS, query.get("order")) ?? EVERYTHING.order,
  };
}

function joined(mark: string, values: Readonly<Record<string, string | number | null>>): string {
  const set = Object.entries(values).filter(([, value]) => value !== null && value !== "");
  return set.length === 0
    ? ""
    : `${mark}${new URLSearchParams(set.map(([name, value]) => [name, String(value)])).toString()}`;
}

/** The address that asks for a view. */
export function addressOf(view: View): { search: string; hash: string } {
  const { plate, match, status, region, cameraId, uploader, vehicleColour, plateGround, least, most } = view;
  const { from, to, order } = view;
  return {
    search: joined("?", {
      from,
      to,
      status,
      region,
      least_confidence: least,
      most_confidence: most,
      camera_id: cameraId,
      vehicle_colour: vehicleColour,
      plate_ground: plateGround,
      order: order === EVERYTHING.order ? null : order,
    }),
    hash: joined("#", { plate, match: plate === "" ? null : match, uploader }),
  };
}

const plateOf = (plate: string, match: ViewMatch): Pick<SearchRequest, "plate" | "match"> =>
  match === "contains" ? { plate: `*${plate}*`, match: "pattern" } : { plate, match };

/** A view in the words of the API. */
export function requestOf(view: View): SearchRequest {
  const { plate, match, status, region, cameraId, uploader, vehicleColour, plateGround, least, most } = view;
  const { from, to, order } = view;
  return {
    ...(plate === "" ? {} : plateOf(plate, match)),
    ...(status === null ? {} : { status }),
    ...(region === "" ? {} : { region: region.toLowerCase() }),
    ...(cameraId === "" ? {} : { camera_id: cameraId }),
    ...(uploader === "" ? {} : { uploader }),
    ...(vehicleColour === null ? {} : { vehicle_colour: vehicleColour }),
    ...(plateGround === null ? {} : { plate_ground: plateGround }),
    ...(least === null ? {} : { least_confidence: least }),
    ...(most === null ? {} : { most_confidence: most }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
    ...(order === EVERYTHING.order ? {} : { order }),
  };
}

/** All reads that meet the other conditions, whatever their plate. */
export const withoutPlate = (view: View): View => ({ ...view, plate: EVERYTHING.plate, match: EVERYTHING.match });

/** The same plate in the same order, whatever else. */
export const cleared = ({ plate, match, order }: View): View => ({ ...EVERYTHING, plate, match, order });

/** Whether it asks for anything but the plate. */
export const isNarrowed = (view: View): boolean =>
  addressOf({ ...view, order: EVERYTHING.order }).search !== "" || view.uploader !== "";

/** How a plate is looked for once it is typed: with * or ? in it, it can only be a pattern. */
export const matchFor = (plate: string, match: ViewMatch): ViewMatch => (/[*?]/.test(plate) ? "pattern" : match);

/** Of a part of a plate: fewer characters fit too many plates, more are no part (the API takes 16, two of them stars). */
const [SHORTEST_PART, LONGEST_PART] = [3, 14];

/**
 * What to look for where a plate as it was typed finds nothing: plates that have it in them, if it may well be a part.
 *
 * @returns The view to go on with; null where there is none.
 */
export function asPart(view: View): View | null {
  const length = spell(view.plate).plate.length;
  const mayBePart = view.match === "exact" && length >= SHORTEST_PART && length <= LONGEST_PART;
  return mayBePart ? { ...view, match: "contains" } : null;
}

export const PRESETS = ["today", "yesterday", "week", "ever"] as const;

/** The first and the first no longer included day of each preset, counted from today. */
const DAYS: Readonly<Record<(typeof PRESETS)[number], readonly [number | null, number | null]>> = {
  today: [0, null],
  yesterday: [-1, 0],
  week: [-6, null],
  ever: [null, null],
};

/**
 * The time that a preset stands for, in whole days of the person's own zone.
 *
 * @param preset - One of `PRESETS`.
 * @param now - By the person's clock.
 */
export function rangeOf(preset: (typeof PRESETS)[number], now: Date): Pick<View, "from" | "to"> {
  const dayOf = (days: number | null): string | null =>
    days === null ? null : new Date(now.getFullYear(), now.getMonth(), now.getDate() + days).toISOString();
  const [from, to] = DAYS[preset];
  return { from: dayOf(from), to: dayOf(to) };
}
