import type { Occupancy, Parking, ParkingCharts, ParkingInput, SiteNow, StandingWord, VisitDetail } from "@/client";

import { answer, refusal } from "./answers";
import { someCharts } from "./parking-samples";

const NOW = "2026-05-01T10:00:00Z";

type Wanted = { site_id?: string | null; pile?: string; plate?: string | null; cursor?: string | null };
type Act = { version: number; word?: StandingWord; left_at?: string; entry_read_id?: string | null };

const STATES = { confirmed: "violation", waived: "valid", enforced: "enforced", completed: "completed" } as const;
const AFTER: Record<StandingWord, StandingWord[]> = {
  confirmed: ["waived", "enforced"],
  waived: [],
  enforced: ["waived", "completed"],
  completed: [],
};

const IN_PILE: Record<string, (visit: VisitDetail) => boolean> = {
  all: () => true,
  inside: ({ state }) => state === "open",
  overstayed: ({ standing }) => standing.reason !== null,
  questions: ({ has_question }) => has_question,
};

/** Visits, counts and how parking is followed, in memory. */
export class FakeParking {
  sites: SiteNow[] = [];
  visits: VisitDetail[] = [];
  occupancy: Occupancy[] = [];
  parking: Parking[] = [];
  charts: ParkingCharts = someCharts();
  /** What a file is made of, piece by piece. */
  pieces: string[] = ["visit_id,plate\r\nupload-1-1,AB12CDE\r\n"];
  /** Whether a plate is looked up only by those who say why. */
  needsPurpose = false;
  /** Answers how it goes now in place of it. */
  whenNow: (() => Response | Promise<Response>) | null = null;
  /** Which visits were asked for, and which days charts were drawn of. */
  searched: Wanted[] = [];
  charted: string[] = [];

  now = (): Response | Promise<Response> => this.whenNow?.() ?? answer(200, { at: NOW, sites: this.sites });

  async fetch(request: Request): Promise<Response | null> {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === "/visits/search") return this.search((await request.json()) as Wanted);
    if (pathname === "/visits/export") return this.export((await request.json()) as Wanted);
    const [, id, act] = /^\/visits\/([^/]+)(?:\/(say|left|part|answer))?$/.exec(pathname) ?? [];
    if (id !== undefined)
      return act === undefined ? this.show(id) : this.change(id, act, (await request.json()) as Act);
    const [, siteId, part] = /^\/sites\/([^/]+)\/(occupancy|count|charts|parking)$/.exec(pathname) ?? [];
    if (siteId === undefined) return null;
    if (part === "occupancy") return this.of(this.occupancy, siteId);
    if (part === "count") return this.setCount(siteId, (await request.json()) as { count: number; why: string });
    if (part === "parking")
      return request.method === "GET"
        ? this.of(this.parking, siteId)
        : this.setUp(siteId, (await request.json()) as ParkingInput);
    this.charted.push(`${searchParams.get("from") ?? ""}..${searchParams.get("to") ?? ""}`);
    return answer(200, this.charts);
  }

  private of(all: readonly { site_id: string }[], siteId: string): Response {
    const found = all.find(({ site_id }) => site_id === siteId);
    return found === undefined ? refusal(404, "not_found", "There is no such site.") : answer(200, found);
  }

  private search(wanted: Wanted & { purpose?: unknown }): Response {
    this.searched.push(wanted);
    const { site_id, pile = "all", plate } = wanted;
    if (this.needsPurpose && plate != null && wanted.purpose === undefined)
      return refusal(403, "purpose_needed", "Say why you look this plate up.");
    const found = this.visits
      .filter((visit) => plate == null || visit.plate === plate)
      .filter((visit) => site_id == null || visit.site_id === site_id)
      .filter((visit) => IN_PILE[pile]?.(visit));
    return answer(200, { visits: found, cursor: null });
  }

  private export({ cursor }: Wanted): Response {
    const page = Number(cursor ?? 0);
    const next = page + 1 < this.pieces.length ? String(page + 1) : null;
    return answer(200, { text: this.pieces[page] ?? "", cursor: next });
  }

  private show(visitId: string): Response {
    const visit = this.visits.find(({ visit_id }) => visit_id === visitId);
    return visit === undefined ? refusal(404, "not_found", "There is no such visit.") : answer(200, visit);
  }

  private change(visitId: string, act: string, input: Act): Response {
    const visit = this.visits.find(({ visit_id }) => visit_id === visitId);
    if (visit === undefined) return refusal(404, "not_found", "There is no such visit.");
    if (visit.version !== input.version) return refusal(409, "visit_changed", "This visit has changed.");
    const after = { ...visit, ...this.changed(visit, act, input), version: visit.version + 1 };
    this.visits = this.visits.map((one) => (one === visit ? after : one));
    return answer(200, after);
  }

  private changed(visit: VisitDetail, act: string, input: Act): Partial<VisitDetail> {
    const { standing } = visit;
    if (act === "say" && input.word !== undefined) {
      const [state, may_follow] = [STATES[input.word], AFTER[input.word]];
      return { standing: { ...standing, state, needs_person: false, may_follow } };
    }
    if (act === "left") {
      const ended = { ended_at: input.left_at ?? NOW, ended_by_email: "olga@example.com" } as const;
      return { state: "closed", ending: "said", ...ended };
    }
    if (act === "part") return { exit: null, pairing: null };
    const chosen = visit.suggestions.find(({ entry }) => entry.read_id === input.entry_read_id);
    const joined = chosen === undefined ? {} : { entry: chosen.entry, plate: chosen.plate };
    return { ...joined, has_question: false, suggestions: [] };
  }

  private setCount(siteId: string, { count, why }: { count: number; why: string }): Response {
    const since = { at: NOW, count, by_email: "olga@example.com", is_by_schedule: false, why };
    this.occupancy = this.occupancy.map((one) =>
      one.site_id === siteId
        ? { ...one, vehicles: count, plus_minus: 0, since, corrections: [since, ...one.corrections] }
        : one,
    );
    return this.of(this.occupancy, siteId);
  }

  private setUp(siteId: string, input: ParkingInput): Response {
    const before = this.parking.find(({ site_id }) => site_id === siteId);
    if (before === undefined) return refusal(404, "not_found", "There is no such site.");
    if (before.version !== input.version) return refusal(409, "parking_changed", "This has changed.");
    const after = { ...before, ...input, version: before.version + 1 };
    this.parking = this.parking.map((one) => (one === before ? after : one));
    return answer(200, after);
  }
}
