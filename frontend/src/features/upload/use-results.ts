import { useQueries } from "@tanstack/react-query";

import type { Upload } from "@/client";
import { uploadQuery } from "@/lib/api/uploads";
import { useServices } from "@/lib/services";

import type { QueuedPhoto } from "./queue";

/** What is known of the uploads that photos were sent to, by their id. */
export type Results = ReadonlyMap<string, Upload>;

/** Asks for what became of each photo that was sent, until it is read. */
export function useResults(photos: readonly QueuedPhoto[]): Results {
  const { client } = useServices();
  const sent = photos.flatMap(({ step }) => (step.name === "sent" ? [step.uploadId] : []));
  const answers = useQueries({ queries: sent.map((uploadId) => uploadQuery(client, uploadId)) });
  return new Map(answers.flatMap(({ data }) => (data === undefined ? [] : [[data.upload_id, data] as const])));
}
