import type { ApiClient, Judgement, LeasedPhotos, NoPlate, PhotoOrder, Read, ReadDetail, TypedPlate } from "@/client";
import { answerOf } from "@/lib/api/answer";

type Seen = Pick<Read, "read_id" | "version">;

/** Keeps a plate that a person sees in a photo; the same one, typed again, is kept once. */
export const typePlate = (client: ApiClient, uploadId: string, body: TypedPlate): Promise<ReadDetail> =>
  answerOf(client.POST("/uploads/{upload_id}/reads", { params: { path: { upload_id: uploadId } }, body }));

/** Sends a read of one's own photo to review. */
export const doubtRead = (client: ApiClient, { read_id, version }: Seen): Promise<ReadDetail> =>
  answerOf(client.POST("/reads/{read_id}/doubt", { params: { path: { read_id } }, body: { version } }));

/** Takes a doubt or a typed plate back. */
export const takeBack = (client: ApiClient, { read_id, version }: Seen): Promise<ReadDetail> =>
  answerOf(client.POST("/reads/{read_id}/take-back", { params: { path: { read_id } }, body: { version } }));

/** Takes the next photos without a plate for a few minutes; those that the person holds already come again. */
export const leasePhotos = (client: ApiClient, order: PhotoOrder, count: number): Promise<LeasedPhotos> =>
  answerOf(client.POST("/no-plate-queue/lease", { body: { order, count } }));

/** Says that there is no plate in a photo, or takes that back. */
export function judgePhoto(client: ApiClient, photo: NoPlate, decision: Judgement): Promise<NoPlate> {
  const path = { upload_id: photo.upload.upload_id };
  const body = { decision, version: photo.version };
  return answerOf(client.POST("/uploads/{upload_id}/no-plate", { params: { path }, body }));
}
