import type { DeleteReason, FoundText, HoldInput, Upload, UploadRequest } from "@/client";

import { answer, refusal } from "./answers";
import { FakeAdmin } from "./fake-admin";
import { FakeAlerts } from "./fake-alerts";
import { FakeLists } from "./fake-lists";
import { FakeChannels } from "./fake-channels";
import { FakeMissed } from "./fake-missed";
import { FakeParking } from "./fake-parking";
import { FakeNotes } from "./fake-notes";
import { FakePeople } from "./fake-people";
import { FakeReads } from "./fake-reads";
import { FakeRegistry } from "./fake-registry";
import { aDetail, anUpload } from "./samples";

export const API_URL = "http://api.test";

/** The API in memory, as a `fetch`. Uploads are kept newest first. */
export class FakeApi {
  uploads: Upload[] = [];
  /** What was found in their photos, by upload. */
  texts: Record<string, FoundText[]> = {};
  /** What operators search and decide on. */
  readonly reads = new FakeReads();
  /** What is counted, and who did what. */
  readonly admin = new FakeAdmin();
  /** Sites and cameras. */
  readonly registry = new FakeRegistry();
  /** Lists of plates. */
  readonly lists = new FakeLists();
  /** Channels of events. */
  readonly channels = new FakeChannels();
  /** Who may sign in. */
  readonly people = new FakePeople();
  /** What was seen of them. */
  readonly alerts = new FakeAlerts();
  /** Visits, and how parking is followed. */
  readonly parking = new FakeParking();
  /** What is noted of plates, and their dossiers. */
  readonly notes = new FakeNotes();
  /** Plates that were missed. */
  readonly missed = new FakeMissed(this);
  requests: Request[] = [];
  deletions: { upload_id: string; reason: DeleteReason | null }[] = [];
  /** The name of the present state; a test changes it when something is new. */
  version = "1";
  /** How often somebody asked whether anything is new, and how they are answered. */
  asked = 0;
  whenAsked: (request: Request, answer: () => Response) => Response | Promise<Response> = (_, answer) => answer();
  /** Answers the next requests in place of the API, the first one first. */
  nextAnswers: (() => Response | Promise<Response>)[] = [];
  /** Every upload changes so when it is asked for. */
  whenShown: (upload: Upload) => Upload = (upload) => upload;

  fetch = async (request: Request): Promise<Response> => {
    // Asked for again and again, beside all that a test is about.
    if (request.url === `${API_URL}/changes`) return this.changes(request);
    if (request.method === "GET" && request.url === `${API_URL}/sites`) return this.registry.list();
    if (request.url === `${API_URL}/now`) return this.parking.now();
    this.requests.push(request);
    const next = this.nextAnswers.shift();
    if (next !== undefined) return next();
    const { pathname, searchParams } = new URL(request.url);
    const missed = await this.missed.fetch(request);
    if (missed !== null) return missed;
    const parked = await this.parking.fetch(request.clone());
    if (parked !== null) return parked;
    const noted = await this.notes.fetch(request.clone());
    if (noted !== null) return noted;
    const listed = await this.lists.fetch(request.clone());
    if (listed !== null) return listed;
    const told = await this.channels.fetch(request.clone());
    if (told !== null) return told;
    const known = await this.people.fetch(request.clone());
    if (known !== null) return known;
    const alerted = await this.alerts.fetch(request.clone());
    if (alerted !== null) return alerted;
    const registered = this.registry.fetch(request);
    if (registered !== null) return registered;
    const looked = this.admin.fetch(request);
    if (looked !== null) return looked;
    const [, heldId] = /^\/uploads\/([^/]+)\/(?:hold|release)$/.exec(pathname) ?? [];
    if (heldId !== undefined) return this.reads.hold(heldId, (await request.json()) as Partial<HoldInput>);
    const [, deletedId] = /^\/uploads\/([^/]+)\/delete$/.exec(pathname) ?? [];
    if (deletedId !== undefined)
      return this.delete(deletedId, (await request.json()) as { reason: DeleteReason | null });
    const [, uploadId, part] = /^\/uploads\/([^/]+)(\/explanation)?$/.exec(pathname) ?? [];
    if (uploadId !== undefined) return part === undefined ? this.show(uploadId) : this.explain(uploadId);
    if (!pathname.startsWith("/uploads")) return this.uploadedRead(request, pathname) ?? this.reads.fetch(request);
    return request.method === "POST" ? this.start((await request.json()) as UploadRequest) : this.list(searchParams);
  };

  private changes(request: Request): Response | Promise<Response> {
    this.asked += 1;
    const waiting = this.reads.details.filter(({ read }) => read.status === "needs_review").length;
    const alerts = this.alerts.all.filter(({ waits }) => waits).length;
    const changes = { version: this.version, waiting, has_more_waiting: false, alerts, has_more_alerts: false };
    return this.whenAsked(request, () => answer(200, changes));
  }

  private start(request: UploadRequest): Response {
    const upload_id = `upload-${this.uploads.length + 1}`;
    this.uploads.unshift(
      anUpload({ upload_id, status: "awaiting_upload", file_name: request.file_name, image: null, reads: [] }),
    );
    const upload = { url: "http://s3.test/", fields: { key: `uploads/${upload_id}` } };
    return answer(201, { upload_id, status: "awaiting_upload", upload, expires_at: "2099-01-01T00:00:00Z" });
  }

  private show(uploadId: string): Response {
    const upload = this.uploads.find(({ upload_id }) => upload_id === uploadId);
    if (upload === undefined) return refusal(404, "not_found", "There is no such upload.");
    return answer(200, this.whenShown(upload));
  }

  private delete(upload_id: string, { reason }: { reason: DeleteReason | null }): Response {
    const uploads = [...this.uploads, ...this.reads.details.map(({ upload }) => upload)];
    const upload = uploads.find((one) => one.upload_id === upload_id);
    if (upload === undefined) return refusal(404, "not_found", "There is no such upload.");
    this.uploads = this.uploads.filter((one) => one !== upload);
    this.deletions.push({ upload_id, reason });
    const receipt = { upload_id, reason: reason ?? "own_wish", read_count: upload.reads.length, is_complete: true };
    return answer(200, { ...receipt, deleted_at: "2026-05-01T11:00:00Z" });
  }

  private explain(upload_id: string): Response {
    if (!this.uploads.some((upload) => upload.upload_id === upload_id))
      return refusal(404, "not_found", "There is no such upload.");
    return answer(200, { upload_id, texts: this.texts[upload_id] ?? [] });
  }

  /** A read of one of the uploads, that the operators' part knows nothing of. */
  private uploadedRead({ method }: Request, pathname: string): Response | null {
    const upload = this.uploads.find(({ reads }) => reads.some(({ read_id }) => pathname === `/reads/${read_id}`));
    const read = upload?.reads.find(({ read_id }) => pathname === `/reads/${read_id}`);
    if (method !== "GET" || upload === undefined || read === undefined) return null;
    return answer(200, { ...aDetail(read), read, upload, texts: this.texts[upload.upload_id] ?? [] });
  }

  private list(query: URLSearchParams): Response {
    const from = Number(query.get("cursor") ?? 0);
    const to = from + Number(query.get("limit") ?? 20);
    const cursor = to < this.uploads.length ? String(to) : null;
    return answer(200, { uploads: this.uploads.slice(from, to), cursor });
  }
}
