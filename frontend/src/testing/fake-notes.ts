import type { Dossier, DossierInput, Noted, NoteInput, TagsInput, TakeBackInput } from "@/client";

import { answer, refusal } from "./answers";
import { aRead } from "./samples";

/** A sighting as a dossier has it; name only what the test is about. */
export const aSighting = (about: Partial<Dossier["sightings"][number]> = {}): Dossier["sightings"][number] => ({
  read: aRead(),
  place: { camera: "Gate 2", site: "Central" },
  file_name: "gate-2.jpg",
  arrived_at: "2026-05-01T10:00:00Z",
  image: {
    url: "http://s3.test/photo",
    thumbnail_url: "http://s3.test/t",
    width: 4,
    height: 3,
    expires_at: "2099-01-01T00:00:00Z",
  },
  sha256: "5".repeat(64),
  size_bytes: 12345,
  reviews: [],
  hold: null,
  ...about,
});

const ABOUT = { by: "user-1", by_email: "op@platebook.example", at: "2026-05-01T10:00:00Z" };

/** Tags, notes and dossiers in memory. */
export class FakeNotes {
  noted: Record<string, Noted> = {};
  /** The pages of every dossier. */
  dossiers: Dossier["sightings"][] = [[]];
  entries: Dossier["entries"] = [];
  needsPurpose = false;
  /** What was asked, to be looked at. */
  tagged: TagsInput[] = [];
  written: NoteInput[] = [];
  made: DossierInput[] = [];
  private readonly taken: Record<string, Noted["notes"][number]> = {};

  /** Answers what is about notes and dossiers; null for all else. */
  fetch = async (request: Request): Promise<Response | null> => {
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith("/plates/") || pathname === "/plates/show") return null;
    const body: unknown = await request.json();
    if (pathname === "/plates/tags") return this.tag(body as TagsInput);
    if (pathname === "/plates/notes") return this.note(body as NoteInput);
    if (pathname === "/plates/dossier") return this.dossier(body as DossierInput);
    return this.takeBack(body as TakeBackInput);
  };

  of(plate: string): Noted {
    return this.noted[plate] ?? { plate, tags: [], notes: [] };
  }

  private put(noted: Noted, status = 200): Response {
    this.noted[noted.plate] = noted;
    return answer(status, noted);
  }

  private tag(input: TagsInput): Response {
    this.tagged.push(input);
    const before = this.of(input.plate);
    const kept = before.tags.filter(({ word }) => !(input.remove ?? []).includes(word));
    const added = (input.add ?? []).map((word) => ({ word: word.trim().toLowerCase(), region: null, ...ABOUT }));
    return this.put({ ...before, tags: [...kept, ...added] });
  }

  private note(input: NoteInput): Response {
    this.written.push(input);
    const before = this.of(input.plate);
    const { note_id, text, region = null } = input;
    return this.put({ ...before, notes: [...before.notes, { note_id, text, region, ...ABOUT }] }, 201);
  }

  private takeBack({ plate, note_id, is_undo }: TakeBackInput): Response {
    const before = this.of(plate);
    const note = is_undo === true ? this.taken[note_id] : before.notes.find((one) => one.note_id === note_id);
    if (note === undefined) return refusal(404, "not_found", "There is no such note any more.");
    this.taken[note_id] = note;
    const others = before.notes.filter((one) => one.note_id !== note_id);
    return this.put({ ...before, notes: is_undo === true ? [...others, note] : others });
  }

  private dossier(input: DossierInput): Response {
    this.made.push(input);
    if (this.needsPurpose && input.purpose == null) return refusal(400, "purpose_needed", "Say why.");
    const page = Number(input.cursor ?? 0);
    const dossier: Dossier = {
      plate: input.plate,
      made_by: "user-1",
      made_by_email: "op@platebook.example",
      made_at: "2026-05-02T10:00:00Z",
      first_seen_at: "2026-04-01T10:00:00Z",
      count: page === 0 ? this.dossiers.flat().length : null,
      has_more: false,
      noted: this.of(input.plate),
      entries: this.entries,
      sightings: this.dossiers[page] ?? [],
      cursor: page + 1 < this.dossiers.length ? String(page + 1) : null,
    };
    return answer(200, dossier);
  }
}
