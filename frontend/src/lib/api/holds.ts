import type { ApiClient, Hold, HoldInput } from "@/client";
import { answerOf } from "@/lib/api/answer";

/** Holds a photo longer than its time, or changes how long; answers with what holds it after that. */
export const holdUpload = (client: ApiClient, uploadId: string, body: HoldInput): Promise<Hold> =>
  answerOf(client.POST("/uploads/{upload_id}/hold", { params: { path: { upload_id: uploadId } }, body }));

/** Releases a held photo. */
export const releaseUpload = (client: ApiClient, uploadId: string, version: number): Promise<Hold> =>
  answerOf(
    client.POST("/uploads/{upload_id}/release", { params: { path: { upload_id: uploadId } }, body: { version } }),
  );
