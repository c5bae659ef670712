import type {
  ApiClient,
  JudgementInput,
  LeasedPhotos,
  NoPlate,
  PhotoOrder,
  Read,
  ReadDetail,
  TypedPlate,
} from "@/client";
import { answerOf } from "@/lib/api/answer";

export type Seen = Pick<Read, "read_id" | "version">;

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

/** Says that there is no plate in a photo, or takes that back; said twice, it counts once. */
export const judgePhoto = (client: ApiClient, uploadId: string, body: JudgementInput): Promise<NoPlate> =>
  answerOf(client.POST("/uploads/{upload_id}/no-plate", { params: { path: { upload_id: uploadId } }, body }));
