import { queryOptions } from "@tanstack/react-query";

import type {
  ApiClient,
  CountedReads,
  CountRequest,
  ExportPiece,
  ExportRequest,
  FoundReads,
  LeasedReads,
  PlateHistory,
  QueueOrder,
  ReadDetail,
  ReviewInput,
  SearchRequest,
} from "@/client";
import { answerOf } from "@/lib/api/answer";
import { saidBy } from "@/lib/purpose/purpose";

export const readQueryKey = (readId: string) => ["reads", "one", readId] as const;

/** A read, its photo, the text in it, and what people decided. */
export const showRead = (client: ApiClient, readId: string, signal?: AbortSignal): Promise<ReadDetail> =>
  answerOf(
    client.GET("/reads/{read_id}", {
      params: { path: { read_id: readId } },
      ...(signal === undefined ? {} : { signal }),
    }),
  );

export const readQuery = (client: ApiClient, readId: string) =>
  queryOptions({
    queryKey: readQueryKey(readId),
    queryFn: ({ signal }) => showRead(client, readId, signal),
  });

/** Decides on a read; answers with how it stands after that. */
export const reviewRead = (client: ApiClient, readId: string, body: ReviewInput): Promise<ReadDetail> =>
  answerOf(client.POST("/reads/{read_id}/review", { params: { path: { read_id: readId } }, body }));

/** Takes the next reads in doubt for a few minutes; those that the person holds already come again. */
export const leaseReads = (client: ApiClient, order: QueueOrder, count: number): Promise<LeasedReads> =>
  answerOf(client.POST("/review-queue/lease", { body: { order, count } }));

/** One page of the reads that are looked for. */
export const searchReads = (client: ApiClient, body: SearchRequest, signal: AbortSignal): Promise<FoundReads> =>
  answerOf(client.POST("/reads/search", { body: { ...body, ...saidBy(client) }, signal }));

/** How many reads there are, of some of those that are looked for. */
export const countReads = (client: ApiClient, body: CountRequest, signal: AbortSignal): Promise<CountedReads> =>
  answerOf(client.POST("/reads/count", { body: { ...body, ...saidBy(client) }, signal }));

/** One piece of a file of the reads that are looked for. */
export const exportReads = (client: ApiClient, body: ExportRequest, signal: AbortSignal): Promise<ExportPiece> =>
  answerOf(client.POST("/reads/export", { body: { ...body, ...saidBy(client) }, signal }));

/** When a plate was seen, and which others may be the same. */
export const showPlate = (client: ApiClient, plate: string, signal: AbortSignal): Promise<PlateHistory> =>
  answerOf(client.POST("/plates/show", { body: { plate, ...saidBy(client) }, signal }));
