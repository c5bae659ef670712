import { queryOptions } from "@tanstack/react-query";

import type { ApiClient } from "@/client";
import { answerOf } from "@/lib/api/answer";

/** All text in an upload's photo and what became of each. Once the upload is done it never changes any more. */
export const explanationQuery = (client: ApiClient, uploadId: string) =>
  queryOptions({
    queryKey: ["uploads", "explanation", uploadId],
    queryFn: ({ signal }) =>
      answerOf(client.GET("/uploads/{upload_id}/explanation", { params: { path: { upload_id: uploadId } }, signal })),
    staleTime: ({ state }) => (state.data === undefined || state.data.texts.length === 0 ? 0 : Infinity),
  });
