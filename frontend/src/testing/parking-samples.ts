import type { Occupancy, Parking, ParkingCharts, SiteNow, Standing, Suggestion, VisitDetail, VisitEnd } from "@/client";

const [SITE, ZONE] = ["site-0000000001", "Asia/Ho_Chi_Minh"];

/** One end of a visit; name only what the test is about. */
export const anEnd = (about: Partial<VisitEnd> = {}): VisitEnd => ({
  read_id: "upload-1-1",
  upload_id: "upload-1",
  camera_id: "cam-0000000001",
  camera_name: "Way in",
  plate: "AB12CDE",
  at: "2026-05-01T08:00:00Z",
  trust: "accepted",
  is_time_told: true,
  is_at_gate: true,
  is_repeat: false,
  thumbnail_url: "http://s3.test/thumbnail",
  ...about,
});

/** The end by which a vehicle leaves. */
export const anExit = (about: Partial<VisitEnd> = {}): VisitEnd =>
  anEnd({
    read_id: "upload-2-1",
    upload_id: "upload-2",
    camera_id: "cam-0000000002",
    camera_name: "Way out",
    at: "2026-05-01T09:30:00Z",
    ...about,
  });

export const aStanding = (about: Partial<Standing> = {}): Standing => ({
  state: "valid",
  over_at: null,
  reason: null,
  needs_person: false,
  is_unfounded: false,
  may_follow: [],
  ...about,
});

/** A vehicle that is inside; name only what the test is about. */
export const aVisit = (about: Partial<VisitDetail> = {}): VisitDetail => ({
  visit_id: "upload-1-1",
  site_id: SITE,
  site_name: "Central",
  time_zone: ZONE,
  plate: "AB12CDE",
  region: "ro",
  state: "open",
  entry: anEnd(),
  exit: null,
  ended_at: null,
  ending: null,
  ended_by_email: null,
  pairing: null,
  notes: [],
  sightings: 1,
  last_seen_at: "2026-05-01T08:00:00Z",
  stay_seconds: null,
  has_question: false,
  standing: aStanding(),
  permit: null,
  permit_list: null,
  version: 1,
  suggestions: [],
  photos: [anEnd()],
  history: [{ at: "2026-05-01T08:00:02Z", version: 1, kind: "visit.opened", by_email: null, fields: [] }],
  ...about,
});

/** A vehicle that has left after an hour and a half. */
export const aClosedVisit = (about: Partial<VisitDetail> = {}): VisitDetail =>
  aVisit({
    state: "closed",
    exit: anExit(),
    ended_at: "2026-05-01T09:30:00Z",
    ending: "seen",
    pairing: "exact",
    sightings: 2,
    last_seen_at: "2026-05-01T09:30:00Z",
    stay_seconds: 5400,
    photos: [anEnd(), anExit()],
    version: 2,
    ...about,
  });

/** An entry that an exit may belong to; `n` makes it another one. */
export const aSuggestion = (n: number, about: Partial<VisitEnd> = {}): Suggestion => ({
  visit_id: `entry-${n}-1`,
  entry: anEnd({ read_id: `entry-${n}-1`, upload_id: `entry-${n}`, plate: `AB1${n}CDE`, ...about }),
  plate: `AB1${n}CDE`,
  likelihood: 1 / n,
});

/** An exit that may belong to one of two entries. */
export const aQuestion = (about: Partial<VisitDetail> = {}): VisitDetail =>
  aClosedVisit({
    visit_id: "upload-2-1",
    entry: null,
    pairing: null,
    stay_seconds: null,
    notes: ["no_entry", "asked"],
    has_question: true,
    suggestions: [aSuggestion(1), aSuggestion(2)],
    photos: [anExit()],
    ...about,
  });

/** A site just now; name only what the test is about. */
export const aSiteNow = (about: Partial<SiteNow> = {}): SiteNow => ({
  site_id: SITE,
  site_name: "Central",
  time_zone: ZONE,
  vehicles: 142,
  plus_minus: 6,
  since: { at: "2026-04-30T21:00:00Z", count: 0, by_email: null, is_by_schedule: true, why: "set by schedule" },
  spaces: 200,
  next_reset_at: "2026-05-01T21:00:00Z",
  inside: 139,
  overstayed: 0,
  questions: 0,
  waiting_alerts: 0,
  last: anEnd(),
  last_visit: aVisit(),
  cameras: 2,
  silent_cameras: 0,
  ...about,
});

/** The count of a site with what it was made from. */
export const anOccupancy = (about: Partial<Occupancy> = {}): Occupancy => ({
  site_id: SITE,
  site_name: "Central",
  time_zone: ZONE,
  vehicles: 142,
  plus_minus: 6,
  since: { at: "2026-04-30T21:00:00Z", count: 0, by_email: null, is_by_schedule: true, why: "set by schedule" },
  spaces: 200,
  next_reset_at: "2026-05-01T21:00:00Z",
  tally: { entered: 180, left: 38, unread: 5, unmatched: 7 },
  cameras: [
    { camera_id: "cam-0000000001", camera_name: "Way in", entered: 180, left: 0, unread: 1, unmatched: 2 },
    { camera_id: "cam-0000000002", camera_name: "Way out", entered: 0, left: 38, unread: 4, unmatched: 5 },
  ],
  hours: [
    { hour: "2026-05-01T07:00:00Z", entered: 90, left: 10, unread: 2, unmatched: 3, vehicles: 80 },
    { hour: "2026-05-01T08:00:00Z", entered: 90, left: 28, unread: 3, unmatched: 4, vehicles: 142 },
  ],
  corrections: [
    { at: "2026-04-30T21:00:00Z", count: 0, by_email: null, is_by_schedule: true, why: "set by schedule" },
    { at: "2026-04-29T10:00:00Z", count: 17, by_email: "olga@example.com", is_by_schedule: false, why: "Counted" },
  ],
  ...about,
});

/** Parking over one day. */
export const someCharts = (about: Partial<ParkingCharts> = {}): ParkingCharts => ({
  site_id: SITE,
  time_zone: ZONE,
  hours: [
    { at: "2026-05-01T01:00:00Z", arrivals: 12, departures: 3, vehicles: 9 },
    { at: "2026-05-01T02:00:00Z", arrivals: 4, departures: 6, vehicles: 7 },
  ],
  stays: [
    { up_to_minutes: 60, visits: 9 },
    { up_to_minutes: null, visits: 4 },
  ],
  days: [{ day: "2026-05-01", vehicles: 14, returning: 3 }],
  unique: 14,
  returning: 3,
  is_complete: true,
  ...about,
});

/** What is set for a site where nobody has set anything. */
export const aParking = (about: Partial<Parking> = {}): Parking => ({
  site_id: SITE,
  site_name: "Central",
  is_followed: true,
  spaces: null,
  free_minutes: null,
  longest_minutes: null,
  grace_minutes: 10,
  hours: [],
  longest_visit_days: 30,
  absent_minutes: 30,
  reset: null,
  gates: [],
  version: 0,
  ...about,
});
