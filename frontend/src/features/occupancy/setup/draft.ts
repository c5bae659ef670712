import type { Parking, ParkingHours, ParkingInput, Side } from "@/client";
import { ApiError, isRefused } from "@/lib/errors";
import { texts } from "@/lib/texts";

const { wrong: t } = texts.parkingSetup;

export type HoursDraft = { days: readonly number[]; since: string; until: string };
/** Which end of vehicles a camera of a gate sees; cameras that are not named are no part of it. */
export type GateDraft = { name: string; cameras: Readonly<Record<string, Side | "any">> };
export type ResetDraft = { at: string; days: readonly number[]; count: string };

/** What is set, as it is typed. */
export type Draft = Readonly<{
  is_followed: boolean;
  spaces: string;
  free_minutes: string;
  longest_minutes: string;
  grace_minutes: string;
  hours: readonly HoursDraft[];
  longest_visit_days: string;
  absent_minutes: string;
  reset: ResetDraft | null;
  gates: readonly GateDraft[];
}>;

/** What is wrong, by the field's name in the API. */
export type Wrong = Partial<Record<keyof typeof t, string>>;

export const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6] as const;
const WORK_DAYS = [0, 1, 2, 3, 4];
const DAY_MINUTES = 1440;

/** Hours as people begin with them: a working day. */
export const NEW_HOURS: HoursDraft = { days: WORK_DAYS, since: "08:00", until: "18:00" };
/** To nothing in the morning, when nobody is there. */
export const NEW_RESET: ResetDraft = { at: "04:00", days: EVERY_DAY, count: "0" };
export const NEW_GATE: GateDraft = { name: "", cameras: {} };

const clockOf = (minute: number): string => {
  const within = minute % DAY_MINUTES;
  return `${String(Math.floor(within / 60)).padStart(2, "0")}:${String(within % 60).padStart(2, "0")}`;
};

const minuteOf = (clock: string): number | null => {
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(clock) ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
};

const textOf = (n: number | null): string => (n === null ? "" : String(n));

/** What is set, as a form shows it. */
export const draftOf = (parking: Parking): Draft => ({
  is_followed: parking.is_followed,
  spaces: textOf(parking.spaces),
  free_minutes: textOf(parking.free_minutes),
  longest_minutes: textOf(parking.longest_minutes),
  grace_minutes: textOf(parking.grace_minutes),
  hours: parking.hours.map(({ days, since_minute = 0, until_minute = DAY_MINUTES }) => ({
    days,
    since: clockOf(since_minute),
    until: clockOf(until_minute),
  })),
  longest_visit_days: textOf(parking.longest_visit_days),
  absent_minutes: textOf(parking.absent_minutes),
  reset: parking.reset && {
    at: clockOf(parking.reset.minute),
    days: parking.reset.days,
    count: textOf(parking.reset.count ?? 0),
  },
  gates: parking.gates.map(({ name, cameras }) => ({
    name,
    cameras: Object.fromEntries(cameras.map(({ camera_id, side }) => [camera_id, side ?? "any"])),
  })),
});

const LIMITS = {
  spaces: [0, 100_000],
  free_minutes: [0, 527_040],
  longest_minutes: [0, 527_040],
  grace_minutes: [0, 527_040],
  longest_visit_days: [1, 366],
  absent_minutes: [1, 10_080],
} as const;

type NumberName = keyof typeof LIMITS;
const NUMBERS = Object.keys(LIMITS) as NumberName[];
const MAY_BE_EMPTY: readonly NumberName[] = ["spaces", "free_minutes", "longest_minutes"];

function isNumberWithin(text: string, [least, most]: readonly [number, number]): boolean {
  return /^\d+$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;
}

const isRight = (draft: Draft, name: NumberName): boolean =>
  (draft[name].trim() === "" && MAY_BE_EMPTY.includes(name)) || isNumberWithin(draft[name], LIMITS[name]);

/** When hours end: midnight is the end of the day, not its beginning. */
const untilOf = (clock: string): number | null => {
  const minute = minuteOf(clock);
  return minute === 0 ? DAY_MINUTES : minute;
};

const areHours = ({ days, since, until }: HoursDraft): boolean =>
  days.length > 0 && minuteOf(since) !== null && untilOf(until) !== null && minuteOf(since) !== untilOf(until);

const isReset = (reset: ResetDraft | null): boolean =>
  reset === null ||
  (minuteOf(reset.at) !== null && reset.days.length > 0 && isNumberWithin(reset.count, LIMITS.spaces));

function areGates(gates: readonly GateDraft[]): boolean {
  const cameras = gates.flatMap((gate) => Object.keys(gate.cameras));
  const areWhole = gates.every((gate) => gate.name.trim() !== "" && Object.keys(gate.cameras).length > 0);
  return areWhole && new Set(cameras).size === cameras.length;
}

/** What is wrong with what was typed; nothing where it can be sent. */
export function wrongIn(draft: Draft): Wrong {
  const numbers = NUMBERS.filter((name) => !isRight(draft, name));
  const wrong = [
    ...numbers,
    ...(draft.hours.every(areHours) ? [] : (["hours"] as const)),
    ...(isReset(draft.reset) ? [] : (["reset"] as const)),
    ...(areGates(draft.gates) ? [] : (["gates"] as const)),
  ];
  return Object.fromEntries(wrong.map((name) => [name, t[name]]));
}

/** What the API refused, by field; a part of a field (hours.0.days) is said of the field. */
export function wrongFrom(error: unknown): Wrong {
  if (!(error instanceof ApiError) || !isRefused(error)) return {};
  const isField = (name: string | undefined): name is keyof typeof t => name !== undefined && name in t;
  const names = error.fields.map((field) => field.split(".")[0]).filter(isField);
  return Object.fromEntries(names.map((name) => [name, t[name]]));
}

const numberOf = (text: string): number | null => (text.trim() === "" ? null : Number(text));

const hoursOf = ({ days, since, until }: HoursDraft): ParkingHours => ({
  days: days.toSorted((one, other) => one - other),
  since_minute: minuteOf(since) ?? 0,
  until_minute: untilOf(until) ?? DAY_MINUTES,
});

/** What is sent of what was typed, once nothing is wrong with it. */
export const inputOf = (draft: Draft, version: number): ParkingInput => ({
  is_followed: draft.is_followed,
  spaces: numberOf(draft.spaces),
  free_minutes: numberOf(draft.free_minutes),
  longest_minutes: numberOf(draft.longest_minutes),
  grace_minutes: Number(draft.grace_minutes),
  hours: draft.hours.map(hoursOf),
  longest_visit_days: Number(draft.longest_visit_days),
  absent_minutes: Number(draft.absent_minutes),
  reset: draft.reset && {
    minute: minuteOf(draft.reset.at) ?? 0,
    days: draft.reset.days.toSorted((one, other) => one - other),
    count: Number(draft.reset.count),
  },
  gates: draft.gates.map(({ name, cameras }) => ({
    name: name.trim(),
    cameras: Object.entries(cameras).map(([camera_id, side]) => ({ camera_id, side: side === "any" ? null : side })),
  })),
  version,
});
