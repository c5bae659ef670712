import type {
  EntryInput,
  ImportInput,
  ImportRow,
  ListEntry,
  ListInput,
  PermitAnswer,
  PlateList,
  Tried,
} from "@/client";

import { answer, refusal } from "./answers";

const NOW = "2026-05-01T10:00:00Z";
const LIST_ID = "list-0000000001";

/** A list; name only what the test is about. */
export const aList = (about: Partial<PlateList> = {}): PlateList => ({
  list_id: LIST_ID,
  name: "Stolen",
  kind: "watch",
  tells_possible: false,
  entry_count: 0,
  version: 1,
  created_at: NOW,
  removed_at: null,
  ...about,
});

/** An entry; name only what the test is about. */
export const anEntry = (about: Partial<ListEntry> = {}): ListEntry => ({
  entry_id: `ent-${about.plate ?? "AB123"}`,
  plate: "AB123",
  region: null,
  reason: null,
  since: null,
  until: null,
  site_ids: [],
  hours: "",
  tolerance: "look_alike",
  least_probability: 0.5,
  holder: null,
  group: null,
  most_at_a_time: null,
  added_by: "an-admin",
  added_by_email: "admin@platebook.example",
  added_at: NOW,
  version: 1,
  ...about,
});

const PAGE = 2;

/** Lists and entries in memory; entries are of one list. */
export class FakeLists {
  lists: PlateList[] = [];
  entries: ListEntry[] = [];
  tried: Tried = { days: 30, reads: [], is_more: false };
  permit: PermitAnswer | null = null;
  /** What was sent to be imported, piece by piece. */
  pieces: ImportInput[] = [];
  /** Answers a piece in place of the list. */
  whenImported: ((piece: ImportInput) => Response | null) | null = null;
  bodies: unknown[] = [];

  fetch = async (request: Request): Promise<Response | null> => {
    const { pathname } = new URL(request.url);
    if (pathname === "/permits/check")
      return this.permit === null ? refusal(400, "invalid_request", "plate: no.") : answer(200, this.permit);
    const [, , id, part = ""] = /^\/(lists)(?:\/([^/]+)\/(.+))?$/.exec(pathname) ?? [];
    if (!pathname.startsWith("/lists")) return null;
    if (request.method === "GET") return answer(200, { lists: this.lists.map((list) => this.counted(list)) });
    const body: unknown = await request.json();
    this.bodies.push(body);
    if (id === undefined) return this.save(body as ListInput);
    const answers: Record<string, () => Response> = {
      "entries/search": () => this.search(body as { plate_begins: string; cursor: string | null }),
      "entries/try": () => answer(200, this.tried),
      entries: () => this.saveEntry(body as EntryInput),
      "entries/remove": () => this.remove(body as { entries: { plate: string; version: number }[] }),
      import: () => this.take(body as ImportInput),
      export: () => answer(200, { content: "plate\r\nAB123\r\n", cursor: null }),
      clear: () => this.clear(body as { which: "all" | "ended" }),
      remove: () => this.removeList(id),
    };
    return answers[part]?.() ?? refusal(404, "not_found", "There is no such address.");
  };

  private counted = (list: PlateList): PlateList => ({ ...list, entry_count: this.entries.length });

  private save({ list_id, version, ...setup }: ListInput): Response {
    const before = this.lists.find((one) => one.list_id === list_id);
    if (before !== undefined && before.version !== version) return refusal(409, "list_changed", "Too late.");
    const after = {
      ...(before ?? aList({ list_id: `list-${String(this.lists.length + 1).padStart(10, "0")}` })),
      ...setup,
      version: (before?.version ?? 0) + 1,
    };
    this.lists =
      before === undefined ? [...this.lists, after] : this.lists.map((one) => (one === before ? after : one));
    return answer(200, after);
  }

  private search({ plate_begins, cursor }: { plate_begins: string; cursor: string | null }): Response {
    const fitting = this.entries.filter(({ plate }) => plate.startsWith(plate_begins.toUpperCase()));
    const from = Number(cursor ?? 0);
    const next = from + PAGE < fitting.length ? String(from + PAGE) : null;
    return answer(200, { entries: fitting.slice(from, from + PAGE), cursor: next });
  }

  private saveEntry({ seen, ...setup }: EntryInput): Response {
    const plate = setup.plate.toUpperCase().replaceAll(/[\s-]/g, "");
    const before = this.entries.find((one) => one.plate === seen?.plate);
    if (seen == null && this.entries.some((one) => one.plate === plate))
      return refusal(409, "entry_there", "This plate is on the list already.");
    const after = anEntry({ ...(setup as Partial<ListEntry>), plate, version: (before?.version ?? 0) + 1 });
    this.entries = [...this.entries.filter((one) => one !== before), after];
    return answer(200, after);
  }

  private remove({ entries }: { entries: { plate: string; version: number }[] }): Response {
    const gone = this.entries.filter(({ plate }) => entries.some((one) => one.plate === plate));
    this.entries = this.entries.filter((one) => !gone.includes(one));
    return answer(200, { entries: gone });
  }

  private take(piece: ImportInput): Response {
    this.pieces.push(piece);
    const own = this.whenImported?.(piece) ?? null;
    if (own !== null) return own;
    const rows = piece.rows.map(({ line, text }): ImportRow => {
      const plate = text.split(",")[0] ?? "";
      const refused = {
        line,
        outcome: "refused" as const,
        entry_id: null,
        message: "plate: no patterns.",
        rule: "pattern",
        values: {},
      };
      if (plate.includes("*")) return refused;
      const is = this.entries.some((one) => one.plate === plate);
      if (!is && !piece.is_dry_run) this.entries.push(anEntry({ plate }));
      return { line, outcome: is ? "same" : "added", entry_id: `ent-${plate}`, message: null, rule: null, values: {} };
    });
    return answer(200, { rows });
  }

  private clear({ which }: { which: "all" | "ended" }): Response {
    const gone = which === "all" ? this.entries : this.entries.filter(({ until }) => until !== null);
    this.entries = this.entries.filter((one) => !gone.includes(one));
    this.lists = this.lists.filter(({ removed_at }) => removed_at === null);
    return answer(200, { removed: gone.length, cursor: null });
  }

  private removeList(id: string): Response {
    const list = this.lists.find(({ list_id }) => list_id === id);
    if (list === undefined) return refusal(404, "not_found", "There is no such list.");
    const after = { ...this.counted(list), removed_at: NOW };
    this.lists = after.entry_count === 0 ? [] : [after];
    return answer(200, after);
  }
}
