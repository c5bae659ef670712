import { openDB, type IDBPDatabase } from "idb";

import type { EarlierUpload, WaitingPhoto } from "./queue";

const DAY_MS = 86_400_000;
/** Longer than people leave work undone, shorter than the photos of vehicles ought to lie about in a browser. */
export const KEPT_MS = 7 * DAY_MS;
/** As long as the API keeps uploads, unless its administrator says otherwise. */
const REMEMBERED_MS = 90 * DAY_MS;

/** How a photo will be sent, without its bytes. */
type Prepared = Omit<NonNullable<WaitingPhoto["prepared"]>, "blob">;
/** A photo that is not sent yet, as it is kept; its bytes lie beside it, so that a change of state does not copy them. */
type Row = {
  id: string;
  owner: string;
  /** The page load that looks after it. */
  page: string;
  photo: Omit<WaitingPhoto, "file" | "prepared">;
  fileName: string;
  prepared: Prepared | null;
};
type SentRow = EarlierUpload & { owner: string; digest: string };

type Schema = {
  photos: { key: string; value: Row; indexes: { owner: string } };
  files: { key: string; value: Blob };
  sent: { key: [owner: string, digest: string]; value: SentRow };
};

const NAME = "platebook";
const VERSION = 1;

const open = (): Promise<IDBPDatabase<Schema>> =>
  openDB<Schema>(NAME, VERSION, {
    upgrade: (db) => {
      db.createObjectStore("photos", { keyPath: "id" }).createIndex("owner", "owner");
      db.createObjectStore("files");
      db.createObjectStore("sent", { keyPath: ["owner", "digest"] });
    },
  });

/** Runs something once nobody else who asks by that name runs; as `navigator.locks`, which pages without TLS lack. */
export type Locks = { request: (name: string, run: () => Promise<unknown>) => Promise<unknown> };

/** Photos that wait in this browser to be sent, each person's for themselves, and what was sent from it. */
export type PhotoKeeper = {
  /** Keeps a photo as it stands; rejects where the browser cannot. */
  keep: (owner: string, photo: WaitingPhoto) => Promise<void>;
  drop: (id: string) => Promise<void>;
  dropAllOf: (owner: string) => Promise<void>;
  /**
   * Hands over a person's photos that no other open page looks after, at once and when such a page is closed.
   *
   * @param isStillWanted - Whether the person is still the one at the page.
   */
  takeOver: (owner: string, isStillWanted: () => boolean, give: (photos: WaitingPhoto[]) => void) => Promise<void>;
  noteUpload: (owner: string, digest: string, upload: EarlierUpload) => Promise<void>;
  uploadOf: (owner: string, digest: string) => Promise<EarlierUpload | null>;
};

const bytesOf = ({ file, prepared }: WaitingPhoto): Blob => prepared?.blob ?? file;

const preparedOf = ({ fileName, contentType, capturedAt, changes }: Prepared): Prepared => ({
  ...{ fileName, contentType, capturedAt, changes },
});

const rowOf = ({ file, prepared, ...photo }: WaitingPhoto, owner: string, page: string): Row => ({
  ...{ id: photo.id, owner, page, photo, fileName: file.name },
  prepared: prepared === null ? null : preparedOf(prepared),
});

function photoOf({ photo, prepared, fileName }: Row, bytes: Blob): WaitingPhoto {
  const file = new File([bytes], fileName, { type: bytes.type });
  return { ...photo, file, prepared: prepared === null ? null : { ...prepared, blob: file } };
}

/**
 * Keeps photos in the browser's database.
 *
 * @param page - Names this page load.
 * @param locks - Tells whether the page load that looks after a photo is still there.
 * @param now - Milliseconds since 1970.
 */
export function createPhotoKeeper(page: string, locks: Locks | undefined, now: () => number): PhotoKeeper {
  let opened: Promise<IDBPDatabase<Schema>> | undefined;
  /** What was written of each photo's file. */
  const written = new Map<string, Blob>();
  const database = (): Promise<IDBPDatabase<Schema>> => {
    opened ??= open();
    return opened;
  };
  // Held until the page is closed.
  const lockOf = (name: string): string => `platebook.page.${name}`;
  void locks?.request(lockOf(page), () => new Promise(() => undefined));

  const dropMany = async (ids: readonly string[]): Promise<void> => {
    const tx = (await database()).transaction(["photos", "files"], "readwrite");
    ids.forEach((id) => written.delete(id));
    await Promise.all([
      ...ids.flatMap((id) => [tx.objectStore("photos").delete(id), tx.objectStore("files").delete(id)]),
      tx.done,
    ]);
  };

  const dropOld = async (): Promise<void> => {
    const db = await database();
    const [rows, sent] = [await db.getAll("photos"), await db.getAll("sent")];
    await dropMany(rows.filter(({ photo }) => now() - photo.chosenAt > KEPT_MS).map(({ id }) => id));
    const forgotten = sent.filter(({ at }) => now() - Date.parse(at) > REMEMBERED_MS);
    await Promise.all(forgotten.map(({ owner, digest }) => db.delete("sent", [owner, digest])));
  };

  const rowsOf = async (owner: string): Promise<Row[]> => (await database()).getAllFromIndex("photos", "owner", owner);

  const takeOne = async (row: Row): Promise<WaitingPhoto[]> => {
    const db = await database();
    const bytes = await db.get("files", row.id);
    if (bytes === undefined) return [];
    await db.put("photos", { ...row, page });
    const photo = photoOf(row, bytes);
    written.set(row.id, bytesOf(photo));
    return [photo];
  };

  return {
    keep: async (owner, photo) => {
      const bytes = bytesOf(photo);
      const tx = (await database()).transaction(["photos", "files"], "readwrite");
      await Promise.all([
        tx.objectStore("photos").put(rowOf(photo, owner, page)),
        written.get(photo.id) !== bytes && tx.objectStore("files").put(bytes, photo.id),
        tx.done,
      ]);
      written.set(photo.id, bytes);
    },
    drop: (id) => dropMany([id]),
    dropAllOf: async (owner) => dropMany((await rowsOf(owner)).map(({ id }) => id)),
    takeOver: async (owner, isStillWanted, give) => {
      await dropOld();
      const pages = new Set((await rowsOf(owner)).map((row) => row.page));
      const takeFrom = async (from: string): Promise<void> => {
        if (!isStillWanted()) return;
        const left = (await rowsOf(owner)).filter((row) => row.page === from);
        give((await Promise.all(left.map(takeOne))).flat());
      };
      for (const from of pages) {
        if (from === page || locks === undefined) await takeFrom(from);
        else void locks.request(lockOf(from), () => takeFrom(from));
      }
    },
    noteUpload: async (owner, digest, { uploadId, at }) => {
      await (await database()).put("sent", { owner, digest, uploadId, at });
    },
    uploadOf: async (owner, digest) => {
      const row = await (await database()).get("sent", [owner, digest]);
      return row === undefined ? null : { uploadId: row.uploadId, at: row.at };
    },
  };
}
