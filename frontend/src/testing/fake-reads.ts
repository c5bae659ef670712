import type {
  CountRequest,
  ExportRequest,
  Hold,
  HoldInput,
  FoundReads,
  PlateHistory,
  ReadDetail,
  Review,
  ReviewInput,
  SearchRequest,
} from "@/client";

import { answer, refusal } from "./answers";

const after = (read: ReadDetail["read"], { decision, plate, region }: ReviewInput): Partial<ReadDetail["read"]> => {
  if (region != null) return { status: "confirmed", corrected_region: region };
  if (decision === "correct" && plate != null && plate !== read.plate)
    return { status: "corrected", corrected_plate: plate };
  if (decision === "reject") return { status: "rejected", corrected_plate: null };
  return { status: decision === "undo" ? "needs_review" : "confirmed", corrected_plate: null };
};

/** The operators' part of the API in memory. */
export class FakeReads {
  /** Every read there is; those in doubt are the queue, in this order. */
  details: ReadDetail[] = [];
  /** What a search finds, by page. */
  found: FoundReads["reads"][] = [[]];
  /** What a search finds, by page, where that depends on it. */
  foundBy: (search: SearchRequest) => FoundReads["reads"][] = () => this.found;
  /** How many reads a count gives, by page. */
  counts: number[] = [0];
  /** What an export gives, by piece. */
  pieces: string[] = [];
  plates: Record<string, PlateHistory> = {};
  /** What was asked, to be looked at. */
  leases: { order?: string; count?: number }[] = [];
  reviews: (ReviewInput & { readId: string })[] = [];
  searches: SearchRequest[] = [];
  counted: CountRequest[] = [];
  exports: ExportRequest[] = [];
  holds: HoldInput[] = [];
  /** Whether nobody may look anything up without saying why. */
  needsPurpose = false;

  fetch = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    const [, readId, part] = /^\/reads\/([^/]+)(\/review)?$/.exec(pathname) ?? [];
    if (request.method === "GET") return this.show(readId ?? "");
    const body: unknown = await request.json();
    const isLookUp = /^\/(reads\/(search|count|export)|plates\/show)$/.test(pathname);
    if (isLookUp && this.needsPurpose && (body as SearchRequest).purpose === undefined)
      return refusal(400, "purpose_needed", "purpose: say why you look this up.");
    if (pathname === "/review-queue/lease") return this.lease(body as { order?: string; count?: number });
    if (pathname === "/reads/search") return this.search(body as SearchRequest);
    if (pathname === "/reads/count") return this.count(body as CountRequest);
    if (pathname === "/reads/export") return this.export(body as ExportRequest);
    if (pathname === "/plates/show") return this.plate(body as { plate: string });
    if (part !== undefined && readId !== undefined) return this.review(readId, body as ReviewInput);
    return refusal(404, "not_found", "There is no such route.");
  };

  /** Holds a photo, or releases it. */
  hold(uploadId: string, input: Partial<HoldInput>): Response {
    const detail = this.details.find(({ upload }) => upload.upload_id === uploadId);
    if (detail === undefined) return refusal(404, "not_found", "There is no such photo.");
    const [is_released, version] = [input.reason === undefined, (detail.hold?.version ?? 0) + 1];
    const about = {
      by: "operator-1",
      by_email: null,
      at: "2026-05-01T10:00:00Z",
      is_released,
      is_whole: true,
      version,
    };
    const before = detail.hold ?? { reason: "", until: "" };
    const { reason = before.reason, until = before.until } = input;
    const hold: Hold = { ...about, reason, until };
    if (!is_released) this.holds.push(input as HoldInput);
    this.details = this.details.map((one) => (one === detail ? { ...one, hold } : one));
    return answer(200, hold);
  }

  /** Somebody else decides. */
  decideElsewhere(readId: string, input: Omit<ReviewInput, "version">): void {
    const detail = this.details.find(({ read }) => read.read_id === readId);
    if (detail !== undefined) this.decided(detail, { ...input, version: detail.read.version });
  }

  private show(readId: string): Response {
    const detail = this.details.find(({ read }) => read.read_id === readId);
    return detail === undefined ? refusal(404, "not_found", "There is no such read.") : answer(200, detail);
  }

  private lease(body: { order?: string; count?: number }): Response {
    this.leases.push(body);
    const reads = this.details.filter(({ read }) => read.status === "needs_review").slice(0, body.count);
    return answer(200, { reads, lease_seconds: 180 });
  }

  private review(readId: string, input: ReviewInput): Response {
    const detail = this.details.find(({ read }) => read.read_id === readId);
    if (detail === undefined) return refusal(404, "not_found", "There is no such read.");
    if (detail.read.version !== input.version) return refusal(409, "read_changed", "Somebody else was faster.");
    this.reviews.push({ ...input, readId });
    return answer(200, this.decided(detail, input));
  }

  private decided(detail: ReadDetail, input: ReviewInput): ReadDetail {
    const read = { ...detail.read, ...after(detail.read, input), version: detail.read.version + 1 };
    const review: Review = {
      decision: input.decision,
      reason: input.reason ?? null,
      by: "operator-2",
      by_email: "operator-2@platebook.example",
      at: "2026-05-01T10:32:00Z",
      version: read.version,
      status_before: detail.read.status,
      status_after: read.status,
      corrected_plate_before: detail.read.corrected_plate,
      corrected_plate_after: read.corrected_plate,
      corrected_region_before: detail.read.corrected_region,
      corrected_region_after: read.corrected_region,
    };
    const next = { ...detail, read, reviews: [...detail.reviews, review] };
    this.details = this.details.map((one) => (one === detail ? next : one));
    return next;
  }

  private search(body: SearchRequest): Response {
    this.searches.push(body);
    const page = Number(body.cursor ?? 0);
    const found = this.foundBy(body);
    return answer(200, { reads: found[page] ?? [], cursor: this.cursorAfter(page, found.length) });
  }

  private count(body: CountRequest): Response {
    this.counted.push(body);
    const page = Number(body.cursor ?? 0);
    return answer(200, { count: this.counts[page] ?? 0, cursor: this.cursorAfter(page, this.counts.length) });
  }

  private export(body: ExportRequest): Response {
    this.exports.push(body);
    const piece = Number(body.cursor ?? 0);
    return answer(200, { content: this.pieces[piece] ?? "", cursor: this.cursorAfter(piece, this.pieces.length) });
  }

  private cursorAfter(page: number, pages: number): string | null {
    return page + 1 < pages ? String(page + 1) : null;
  }

  private plate({ plate }: { plate: string }): Response {
    return answer(200, this.plates[plate] ?? { plate, first_seen_at: null, last_seen_at: null, near: [], noted: null });
  }
}
