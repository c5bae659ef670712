import type { FoundRead, FoundText, Read, ReadDetail, Upload } from "@/client";

/** A read as the API gives it; name only what the test is about. */
export const aRead = ({ plate = "ABC1234", ...about }: Partial<Read> = {}): Read => ({
  read_id: "upload-1-1",
  upload_id: "upload-1",
  plate,
  source: "machine",
  typed_by: null,
  typed_by_email: null,
  is_doubted: false,
  raw_text: "ABC·1234",
  left_out_text: "",
  confidence: 0.983,
  region: "ro",
  bounding_box: { left: 0.4, top: 0.6, width: 0.2, height: 0.1 },
  polygon: [
    { x: 0.4, y: 0.6 },
    { x: 0.6, y: 0.6 },
    { x: 0.6, y: 0.7 },
    { x: 0.4, y: 0.7 },
  ],
  candidates: [{ plate, confidence: 0.983 }],
  characters: Array.from(plate, (character) => ({ character, confidence: 0.983, alternatives: [] })),
  cut: 0,
  subdivision: null,
  subdivision_confidence: null,
  region_confidence: null,
  plate_ground: { name: "white", probability: 0.97 },
  plate_characters: { name: "black", probability: 0.94 },
  vehicle_colour: { name: "silver", probability: 0.87 },
  corrected_region: null,
  refusal: null,
  corrected_plate: null,
  movement: null,
  reader: "rekognition",
  seen_at: "2026-05-01T10:00:00Z",
  camera_id: null,
  uploader: "user-1",
  uploader_email: "user-1@platebook.example",
  status: "accepted",
  version: 1,
  created_at: "2026-05-01T10:00:05Z",
  ...about,
});

/** A read by a person as the API gives it: nothing was reckoned of it. */
export const aTypedRead = (about: Partial<Read> = {}): Read =>
  aRead({
    read_id: "upload-1-100",
    plate: "XY34ZAB",
    source: "person",
    typed_by: "user-1",
    reader: null,
    raw_text: "",
    confidence: null,
    region: null,
    candidates: [],
    characters: [],
    status: "needs_review",
    version: 0,
    ...about,
  });

/** An upload as the API gives it, read and with one plate; name only what the test is about. */
export const anUpload = (about: Partial<Upload> = {}): Upload => ({
  upload_id: "upload-1",
  status: "done",
  file_name: "gate.jpg",
  content_type: "image/jpeg",
  size_bytes: 2_400_000,
  created_at: "2026-05-01T10:00:00Z",
  captured_at: null,
  camera_id: null,
  failure: null,
  waits: null,
  repeat_of: null,
  image: {
    url: "http://s3.test/photo",
    thumbnail_url: "http://s3.test/thumbnail",
    width: 1280,
    height: 960,
    expires_at: "2026-05-01T11:00:00Z",
  },
  object: null,
  said: null,
  reads: [aRead()],
  ...about,
});

/** A read with all that belongs to it; name only what the test is about. */
export function aDetail(about: Partial<Read> = {}, more: Partial<ReadDetail> = {}): ReadDetail {
  const read = aRead(about);
  return {
    read,
    upload: anUpload({ upload_id: read.upload_id, reads: [read] }),
    texts: [aTakenText({ read_id: read.read_id })],
    reviews: [],
    reading_version: "2026-11",
    earlier: [],
    detections_url: "http://s3.test/detections",
    hold: null,
    noted: { plate: read.corrected_plate ?? read.plate, tags: [], notes: [] },
    ...more,
  };
}

/** A read that needs review; `n` makes it another one. */
export const inDoubt = (n: number, about: Partial<Read> = {}): ReadDetail =>
  aDetail({
    read_id: `upload-${n}-1`,
    upload_id: `upload-${n}`,
    plate: `AB${n}CDE`,
    status: "needs_review",
    confidence: 0.61,
    version: 0,
    ...about,
  });

/** A read as a search finds it. */
export const aFind = (about: Partial<FoundRead> = {}): FoundRead => ({
  ...aRead(about),
  closeness: null,
  thumbnail_url: "http://s3.test/thumbnail",
  is_held: false,
  tags: [],
  ...about,
});

/** A level box as a polygon. */
export const aBox = (left: number, top: number, width: number, height: number): FoundText["polygon"] => [
  { x: left, y: top },
  { x: left + width, y: top },
  { x: left + width, y: top + height },
  { x: left, y: top + height },
];

/** A text in a photo as the API gives it: a line that was refused; name only what the test is about. */
export const aText = (about: Partial<FoundText> = {}): FoundText => ({
  text_id: 0,
  parent_id: null,
  level: "line",
  look: 1,
  text: "California",
  confidence: 0.98,
  polygon: aBox(0.4, 0.5, 0.2, 0.05),
  is_taken: false,
  reason: { code: "origin", message: "Names where the plate is from." },
  read_id: null,
  ...about,
});

/** A text that was taken for a read. */
export const aTakenText = (about: Partial<FoundText> = {}): FoundText =>
  aText({
    text: "ABC·1234",
    polygon: aBox(0.4, 0.6, 0.2, 0.1),
    is_taken: true,
    reason: { code: "plate", message: "Read as a plate." },
    read_id: "upload-1-1",
    ...about,
  });

const JPEG_START = [0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0x4a, 0x46, 0x49, 0x46, 0, 1];

/** A file that starts as JPEG files do; by another name it is another photo. */
export function aJpeg(name = "gate.jpg", sizeBytes = 1000): File {
  const about = new TextEncoder().encode(name).slice(0, sizeBytes - JPEG_START.length);
  const rest = new Uint8Array(sizeBytes - JPEG_START.length - about.length);
  return new File([new Uint8Array(JPEG_START), about, rest], name, { type: "image/jpeg" });
}
