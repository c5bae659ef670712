import type { Box, Camera, CameraInput, CameraRole, Dialect, Movement } from "@/client";
import { texts } from "@/lib/texts";

const { cameras: t } = texts;

/** A part of the picture as it is typed, in percent. */
export type Part = Readonly<Record<keyof Box, string>>;
export type Word = Readonly<{ word: string; meaning: Movement }>;

/** What is said of a camera, as it is typed. */
export type Draft = Readonly<{
  name: string;
  role: CameraRole;
  dialect: Dialect;
  directions: readonly Word[];
  /** Null for the site's. */
  zone: string | null;
  /** Null as the settings say. */
  regions: readonly string[] | null;
  /** One a line. */
  networks: string;
  retention: string;
  repeats: string;
  /** DetectText calls a day; empty for no limit of its own. */
  calls: string;
  ignored: readonly Part[];
  watched: readonly Part[];
  isActive: boolean;
  isUpsideDown: boolean;
}>;

export const ROLES = Object.keys(t.roles) as CameraRole[];
export const MOVEMENTS = Object.keys(t.movements) as Movement[];
export const SIDES = ["left", "top", "width", "height"] as const;
export const EMPTY_PART: Part = { left: "", top: "", width: "", height: "" };

/** Names of makers and products, which are the same in every language. */
export const DIALECTS: Readonly<Record<Dialect, string>> = {
  any: t.anyDialect,
  hikvision: "Hikvision",
  dahua: "Dahua",
  axis: "Axis",
  stream: "Plate Recognizer Stream",
  rekor: "Rekor Scout",
  snapshot: "Plate Recognizer Snapshot",
  jpeg: "JPEG",
};

export const NEW: Draft = {
  name: "",
  role: "both",
  dialect: "any",
  directions: [],
  zone: null,
  regions: null,
  networks: "",
  retention: "",
  repeats: "0",
  calls: "",
  ignored: [],
  watched: [],
  isActive: true,
  isUpsideDown: false,
};

/** Digits beyond are of the computer's making. */
const percentOf = (ratio: number): string => String(+(ratio * 100).toFixed(2));

const partOf = (box: Camera["ignored"][number]): Part => ({
  left: percentOf(box.left),
  top: percentOf(box.top),
  width: percentOf(box.width),
  height: percentOf(box.height),
});

const textOf = (number: number | null): string => (number === null ? "" : String(number));
const numberOf = (text: string): number | null => (text.trim() === "" ? null : Number(text));

/** A camera as it can be typed anew. */
export const draftOf = (camera: Camera): Draft => ({
  name: camera.name,
  role: camera.role,
  dialect: camera.dialect,
  directions: Object.entries(camera.directions).map(([word, meaning]) => ({ word, meaning })),
  zone: camera.time_zone,
  regions: camera.expected_regions,
  networks: camera.allowed_networks.join("\n"),
  retention: textOf(camera.retention_days),
  repeats: String(camera.repeat_seconds),
  calls: textOf(camera.detect_text_calls_a_day),
  ignored: camera.ignored.map(partOf),
  watched: camera.watched.map(partOf),
  isActive: camera.is_active,
  isUpsideDown: camera.is_upside_down,
});

const ratioOf = (percent: string): number => (percent.trim() === "" ? NaN : Number(percent.replace(",", ".")) / 100);

const boxOf = (part: Part): Box => ({
  left: ratioOf(part.left),
  top: ratioOf(part.top),
  width: ratioOf(part.width),
  height: ratioOf(part.height),
});

const linesOf = (text: string): string[] =>
  text
    .split(/[\n,;]/)
    .map((line) => line.trim())
    .filter((line) => line !== "");

/** What the API is told of a camera. */
export const inputOf = (draft: Draft, siteId: string): CameraInput => ({
  site_id: siteId,
  name: draft.name,
  role: draft.role,
  dialect: draft.dialect,
  directions: Object.fromEntries(draft.directions.map(({ word, meaning }) => [word.trim(), meaning])),
  time_zone: draft.zone,
  expected_regions: draft.regions === null ? null : [...draft.regions],
  allowed_networks: linesOf(draft.networks),
  retention_days: numberOf(draft.retention),
  repeat_seconds: Number(draft.repeats),
  detect_text_calls_a_day: numberOf(draft.calls),
  ignored: draft.ignored.map(boxOf),
  watched: draft.watched.map(boxOf),
  is_active: draft.isActive,
  is_upside_down: draft.isUpsideDown,
});

/** Fields by their names in the API, with what is wrong with them. */
export type Wrong = Readonly<Partial<Record<keyof typeof t.wrong | "retention_days", string>>>;

const isWholeIn = (least: number, most: number, text: string): boolean =>
  /^\d+$/.test(text.trim()) && +text >= least && +text <= most;

/** DetectText calls a day: more than an account may make. */
const MOST_CALLS = 10_000_000;

/** As the API's own slack: percents that were rounded may add up to a little more than the picture. */
const SLACK = 1e-6;

function liesInPicture(part: Part): boolean {
  const { left, top, width, height } = boxOf(part);
  const fits = (start: number, length: number): boolean => start >= 0 && length > 0 && start + length <= 1 + SLACK;
  return fits(left, width) && fits(top, height);
}

function areWords(directions: readonly Word[]): boolean {
  const words = directions.map(({ word }) => word.trim().toLowerCase());
  return new Set(words).size === words.length && words.every((word) => word !== "" && word.length <= 32);
}

/** What cannot be sent as it stands, told before the API has to. */
export function wrongIn(draft: Draft, retentionLimit: number): Wrong {
  const name = draft.name.trim();
  const retentionFits = draft.retention.trim() === "" || isWholeIn(1, retentionLimit, draft.retention);
  const faults = {
    name: name === "" || name.length > 80,
    directions: !areWords(draft.directions),
    repeat_seconds: !isWholeIn(0, 3600, draft.repeats),
    detect_text_calls_a_day: draft.calls.trim() !== "" && !isWholeIn(1, MOST_CALLS, draft.calls),
    ignored: !draft.ignored.every(liesInPicture),
    watched: !draft.watched.every(liesInPicture),
  };
  const names = (Object.keys(faults) as (keyof typeof faults)[]).filter((field) => faults[field]);
  return {
    ...Object.fromEntries(names.map((field) => [field, t.wrong[field]])),
    ...(retentionFits ? {} : { retention_days: t.wrongRetention(retentionLimit) }),
  };
}
