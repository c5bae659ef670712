import createClient, { type Client } from "openapi-fetch";

import type { components, paths } from "./schema";

type Schemas = components["schemas"];
export type Upload = Schemas["UploadView"];
export type UploadList = Schemas["UploadList"];
export type UploadRequest = Schemas["UploadRequest"];
export type UploadPromise = Schemas["UploadPromise"];
export type Read = Schemas["ReadView"];
export type Character = Schemas["CharacterView"];
export type Explanation = Schemas["Explanation"];
export type FoundText = Schemas["TextView"];
export type Reason = Schemas["Reason"];
export type ReadStatus = Schemas["ReadStatus"];
export type ReadDetail = Schemas["ReadDetail"];
export type Review = Schemas["ReviewView"];
export type ReviewInput = Schemas["ReviewInput"];
export type RejectReason = Schemas["RejectReason"];
export type QueueOrder = Schemas["QueueOrder"];
export type LeasedReads = Schemas["LeasedReads"];
export type Match = Schemas["Match"];
export type SearchRequest = Schemas["SearchRequest"];
export type FoundRead = Schemas["FoundReadView"];
export type FoundReads = Schemas["FoundReads"];
export type ExportFormat = Schemas["ExportFormat"];
export type ExportRequest = Schemas["ExportRequest"];
export type ExportPiece = Schemas["ExportPiece"];
export type PlateHistory = Schemas["PlateView"];
export type Insights = Schemas["Insights"];
export type CountedBy = Schemas["CountedBy"];
export type Changes = Schemas["ChangesView"];
export type AuditList = Schemas["AuditList"];
export type AuditEntry = Schemas["AuditEntryView"];
export type AuditAction = Schemas["Action"];
export type DeleteReason = Schemas["DeleteReason"];
export type Receipt = Schemas["ReceiptView"];
export type Settings = Schemas["SettingsView"];
export type SettingsInput = Schemas["SettingsInput"];
export type ApiClient = Client<paths>;

/** What the client needs of the sign-in. */
export type TokenSource = {
  /** Gives the token for a request; what it throws, the call throws. */
  accessToken: () => Promise<string>;
  /** Told when the API no longer takes the token. */
  expire: () => void;
};

const UNAUTHORIZED = 401;

/**
 * The API as typed calls.
 *
 * @param baseUrl - Where the API is, without a slash at its end.
 * @returns An openapi-fetch client.
 */
export function createApiClient(baseUrl: string, { accessToken, expire }: TokenSource): ApiClient {
  // No browser keeps an answer: API Gateway's own (401, 429) cannot say so themselves.
  const client = createClient<paths>({ baseUrl, cache: "no-store" });
  client.use({
    async onRequest({ request }) {
      request.headers.set("Authorization", `Bearer ${await accessToken()}`);
      return request;
    },
    onResponse({ response }) {
      if (response.status === UNAUTHORIZED) expire();
    },
  });
  return client;
}
