import type { JudgementInput, NoPlate, Read, ReadDetail, Review, TypedPlate, Upload } from "@/client";

import { answer, refusal } from "./answers";
import { aDetail, aTypedRead, anUpload } from "./samples";

/** A photo without a plate; `n` makes it another one. */
export const aNoPlate = (n: number, about: Partial<NoPlate> = {}): NoPlate => ({
  upload: anUpload({ upload_id: `empty-${n}`, file_name: `empty-${n}.jpg`, reads: [] }),
  texts: [],
  version: 0,
  is_waiting: true,
  judged_by: null,
  judged_by_email: null,
  judged_at: null,
  uploader: "user-1",
  uploader_email: "user-1@platebook.example",
  ...about,
});

/** What the log says of a word of one's own. */
const aReview = (before: Read, after: Read): Review => ({
  decision: after.is_doubted ? "doubt" : after.status === "rejected" ? "withdraw" : "undo",
  reason: null,
  by: "user-1",
  by_email: null,
  at: "2026-05-01T10:32:00Z",
  version: after.version,
  status_before: before.status,
  status_after: after.status,
  corrected_plate_before: before.corrected_plate,
  corrected_plate_after: after.corrected_plate,
  corrected_region_before: before.corrected_region,
  corrected_region_after: after.corrected_region,
});

type Holder = { uploads: Upload[] };

/** The part of the API about plates that were missed, in memory. */
export class FakeMissed {
  /** Photos without a plate, in the order of the queue. */
  photos: NoPlate[] = [];
  /** What was asked, to be looked at. */
  typed: (TypedPlate & { uploadId: string })[] = [];
  judged: { uploadId: string; decision: JudgementInput["decision"] }[] = [];
  said: { readId: string; what: string }[] = [];
  leases: { order?: string; count?: number }[] = [];
  /** Who types. */
  typist = "user-1";

  private readonly holder: Holder;
  private readonly reviews: (Review & { readId: string })[] = [];

  constructor(holder: Holder) {
    this.holder = holder;
  }

  fetch = async (request: Request): Promise<Response | null> => {
    const { pathname } = new URL(request.url);
    if (request.method !== "POST") return this.show(pathname);
    if (pathname === "/no-plate-queue/lease") return this.lease((await request.json()) as { order?: string });
    const [, uploadId, part] = /^\/uploads\/([^/]+)\/(reads|no-plate)$/.exec(pathname) ?? [];
    if (uploadId !== undefined && part === "reads") return this.type(uploadId, (await request.json()) as TypedPlate);
    if (uploadId !== undefined) return this.judge(uploadId, (await request.json()) as JudgementInput);
    const [, readId, what] = /^\/reads\/([^/]+)\/(doubt|take-back)$/.exec(pathname) ?? [];
    if (readId === undefined || what === undefined) return null;
    return this.say(readId, what, ((await request.json()) as { version: number }).version);
  };

  /** A read in one of its photos. */
  private show(pathname: string): Response | null {
    const read = this.photos.flatMap(({ upload }) => upload.reads).find((one) => pathname === `/reads/${one.read_id}`);
    return read === undefined ? null : answer(200, this.detail(read));
  }

  private lease(body: { order?: string; count?: number }): Response {
    this.leases.push(body);
    const waiting = this.photos.filter(({ is_waiting }) => is_waiting);
    return answer(200, { photos: waiting.slice(0, body.count), waiting: waiting.length, lease_seconds: 180 });
  }

  private type(uploadId: string, body: TypedPlate): Response {
    if (/[!?*]/.test(body.plate)) return refusal(400, "invalid_request", "plate: ! cannot be part of a plate.");
    this.typed.push({ ...body, uploadId });
    const read = aTypedRead({
      read_id: `${uploadId}-100`,
      upload_id: uploadId,
      plate: body.plate.toUpperCase().replace(/[^A-Z0-9]/g, ""),
      typed_by: this.typist,
      bounding_box: body.bounding_box ?? null,
      polygon: [],
    });
    this.change(uploadId, (reads) => [...reads, read]);
    this.wait(uploadId, false);
    return answer(201, this.detail(read));
  }

  private judge(uploadId: string, { decision, version }: JudgementInput): Response {
    const photo = this.photos.find(({ upload }) => upload.upload_id === uploadId);
    if (photo === undefined) return refusal(404, "not_found", "There is no such photo without a plate.");
    // Said twice, it counts once.
    if ((decision === "no_plate") === (photo.judged_by !== null)) return answer(200, photo);
    if (photo.version !== version)
      return refusal(409, "photo_changed", "Somebody else was faster: this photo has changed.");
    this.judged.push({ uploadId, decision });
    this.wait(uploadId, decision === "undo", decision === "undo" ? null : this.typist);
    return answer(
      200,
      this.photos.find(({ upload }) => upload.upload_id === uploadId),
    );
  }

  private say(readId: string, what: string, version: number): Response {
    const uploads = [...this.holder.uploads, ...this.photos.map(({ upload }) => upload)];
    const read = uploads.flatMap(({ reads }) => reads).find(({ read_id }) => read_id === readId);
    if (read === undefined) return refusal(404, "not_found", "There is no such read.");
    const isDoubt = what === "doubt";
    if (isDoubt && read.status === "rejected") return refusal(409, "read_rejected", "This read is rejected already.");
    if (read.version !== version)
      return refusal(
        409,
        isDoubt ? "decided_meanwhile" : "read_changed",
        "Somebody has decided on this read meanwhile.",
      );
    this.said.push({ readId, what });
    const after: Read = isDoubt
      ? { ...read, is_doubted: true, status: "needs_review", version: read.version + 1 }
      : { ...read, is_doubted: false, status: read.is_doubted ? "accepted" : "rejected", version: read.version + 1 };
    this.reviews.push({ ...aReview(read, after), readId });
    this.change(read.upload_id, (reads) => reads.map((one) => (one.read_id === readId ? after : one)));
    if (after.status === "rejected") this.wait(read.upload_id, true);
    return answer(200, this.detail(after));
  }

  private change(uploadId: string, change: (reads: Read[]) => Read[]): void {
    const changed = (upload: Upload): Upload =>
      upload.upload_id === uploadId ? { ...upload, reads: change(upload.reads) } : upload;
    this.holder.uploads = this.holder.uploads.map(changed);
    this.photos = this.photos.map((photo) => ({ ...photo, upload: changed(photo.upload) }));
  }

  private wait(uploadId: string, is_waiting: boolean, judged_by: string | null = null): void {
    this.photos = this.photos.map((photo) =>
      photo.upload.upload_id === uploadId ? { ...photo, is_waiting, judged_by, version: photo.version + 1 } : photo,
    );
  }

  private detail(read: Read): ReadDetail {
    const upload = this.holder.uploads.find(({ upload_id }) => upload_id === read.upload_id);
    const reviews = this.reviews.filter(({ readId }) => readId === read.read_id);
    return aDetail(read, { reviews, ...(upload === undefined ? {} : { upload }) });
  }
}
