import type { InfiniteData, QueryClient } from "@tanstack/react-query";

import type { ApiClient, DeleteReason, FoundRead, FoundReads, ReadDetail, RejectReason } from "@/client";
import { readQueryKey, reviewRead, showRead } from "@/lib/api/reads";
import { deleteUpload } from "@/lib/api/uploads";
import { isConflict, isMissing } from "@/lib/errors";
import { currentPlate, inputOf, isDoneAlready, type ReviewStep } from "@/lib/review/choice";

/** A read as a decision needs it. */
export type Decidable = Pick<FoundRead, "read_id" | "version" | "plate" | "corrected_plate">;

/** Decides on a read; what an earlier try had done already, whose answer was lost, is no failure. */
export async function decide(client: ApiClient, read: Decidable, step: ReviewStep): Promise<ReadDetail> {
  try {
    return await reviewRead(client, read.read_id, inputOf(step, read.version));
  } catch (error) {
    if (!isConflict(error)) throw error;
    const standing = await showRead(client, read.read_id);
    if (isDoneAlready(standing, step, read.version)) return standing;
    throw error;
  }
}

export const rejecting = (reason: RejectReason): ReviewStep => ({ decision: "reject", reason });

/** A photo and the plates in it that were chosen. */
export type Photo = { uploadId: string; plates: string };

/** The photos that reads are in, each once. */
export function photosOf(reads: readonly FoundRead[]): Photo[] {
  return [...new Set(reads.map(({ upload_id }) => upload_id))].map((uploadId) => {
    const some = reads.filter(({ upload_id }) => upload_id === uploadId);
    return { uploadId, plates: some.map(currentPlate).join(", ") };
  });
}

/** Deletes a photo; one that is gone already is no failure. */
export async function remove(client: ApiClient, { uploadId }: Photo, reason: DeleteReason): Promise<void> {
  try {
    await deleteUpload(client, uploadId, reason);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

type Pages = InfiniteData<FoundReads>;

function changeFound(queries: QueryClient, change: (reads: FoundRead[]) => FoundRead[]): void {
  queries.setQueriesData<Pages>(
    { queryKey: ["reads", "search"] },
    (data) => data && { ...data, pages: data.pages.map((page) => ({ ...page, reads: change(page.reads) })) },
  );
  void queries.invalidateQueries({ queryKey: ["plates"] });
}

/** Shows decided reads as they stand by now, where they were found, without another search. */
export function showDecided(queries: QueryClient, details: readonly ReadDetail[]): void {
  const after = new Map(details.map((detail) => [detail.read.read_id, detail.read]));
  changeFound(queries, (reads) => reads.map((read) => ({ ...read, ...after.get(read.read_id) })));
  details.forEach((detail) => queries.setQueryData(readQueryKey(detail.read.read_id), detail));
}

/** Shows nothing of deleted photos any more. */
export function showDeleted(queries: QueryClient, photos: readonly Photo[]): void {
  const gone = new Set(photos.map(({ uploadId }) => uploadId));
  changeFound(queries, (reads) => reads.filter(({ upload_id }) => !gone.has(upload_id)));
  queries.removeQueries({ queryKey: ["uploads"] });
}
