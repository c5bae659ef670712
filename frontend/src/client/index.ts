import createClient, { type Client } from "openapi-fetch";

import type { components, paths } from "./schema";

type Schemas = components["schemas"];
export type Upload = Schemas["UploadView"];
export type UploadList = Schemas["UploadList"];
export type UploadRequest = Schemas["UploadRequest"];
export type UploadPromise = Schemas["UploadPromise"];
export type Read = Schemas["ReadView"];
export type Colour = Schemas["Colour"];
export type ToldColour = Schemas["ColourView"];
export type Character = Schemas["CharacterView"];
export type Explanation = Schemas["Explanation"];
export type FoundText = Schemas["TextView"];
export type Reason = Schemas["ReasonView"]["code"];
export type ReadStatus = Schemas["ReadStatus"];
export type ReadDetail = Schemas["ReadDetail"];
export type Review = Schemas["ReviewView"];
export type ReviewInput = Schemas["ReviewInput"];
export type RejectReason = Schemas["RejectReason"];
export type QueueOrder = Schemas["QueueOrder"];
export type LeasedReads = Schemas["LeasedReads"];
export type Match = Schemas["Match"];
export type Hold = Schemas["HoldView"];
export type HoldInput = Schemas["HoldInput"];
export type Purpose = Schemas["PurposeInput"];
export type SearchRequest = Schemas["SearchRequest"];
export type FoundRead = Schemas["FoundReadView"];
export type FoundReads = Schemas["FoundReads"];
export type CountRequest = Schemas["CountRequest"];
export type CountedReads = Schemas["CountedReads"];
export type ExportFormat = Schemas["ExportFormat"];
export type ExportRequest = Schemas["ExportRequest"];
export type ExportPiece = Schemas["ExportPiece"];
export type PlateHistory = Schemas["PlateView"];
export type Noted = Schemas["NotedView"];
export type PlateNote = Schemas["NoteView"];
export type PlateTag = Schemas["TagView"];
export type TagsInput = Schemas["TagsInput"];
export type NoteInput = Schemas["NoteInput"];
export type TakeBackInput = Schemas["TakeBackInput"];
export type Dossier = Schemas["DossierView"];
export type DossierInput = Schemas["DossierInput"];
export type Sighting = Schemas["SightingView"];
export type Insights = Schemas["Insights"];
export type CountedBy = Schemas["CountedBy"];
export type Changes = Schemas["ChangesView"];
export type AuditList = Schemas["AuditList"];
export type AuditEntry = Schemas["AuditEntryView"];
export type AuditSearch = Schemas["AuditSearch"];
export type AuditExportRequest = Schemas["AuditExportRequest"];
export type AuditAction = Schemas["Action"];
export type TypedPlate = Schemas["TypedPlateInput"];
export type Box = Schemas["BoxInput"];
export type NoPlate = Schemas["NoPlateView"];
export type LeasedPhotos = Schemas["LeasedPhotosView"];
export type PhotoOrder = Schemas["PhotoOrder"];
export type JudgementInput = Schemas["JudgementInput"];
export type DeleteReason = Schemas["DeleteReason"];
export type Receipt = Schemas["ReceiptView"];
export type Person = Schemas["PersonView"];
export type People = Schemas["PeopleView"];
export type Group = Schemas["Group"];
export type InvitationInput = Schemas["InvitationInput"];
export type Settings = Schemas["SettingsView"];
export type SettingsInput = Schemas["SettingsInput"];
export type Sites = Schemas["SitesView"];
export type Site = Schemas["SiteWithCameras"];
export type SiteInput = Schemas["SiteInput"];
export type Camera = Schemas["CameraView"];
export type Health = Schemas["HealthView"];
export type Ailment = Schemas["Ailment"];
export type CameraPhotos = Schemas["CameraPhotos"];
export type Said = Schemas["SaidView"];
export type Derived = Schemas["Derived"];
export type CameraInput = Schemas["CameraInput"];
export type Channel = Schemas["ChannelView"];
export type ChannelInput = Schemas["ChannelInput"];
export type ChannelKind = Schemas["ChannelKind"];
export type MadeChannel = Schemas["MadeChannelView"];
export type Delivery = Schemas["DeliveryView"];
export type EventType = Schemas["EventType"];
export type CameraRole = Schemas["CameraRole"];
export type Dialect = Schemas["Dialect"];
export type Movement = Schemas["Movement"];
export type CameraSecret = Schemas["SecretView"];
export type MadeSecret = Schemas["MadeSecretView"];
export type Alert = Schemas["AlertView"];
export type AlertState = Schemas["AlertState"];
export type AcknowledgeInput = Schemas["AcknowledgeInput"];
export type PlateList = Schemas["ListView"];
export type ListInput = Schemas["ListInput"];
export type ListKind = Schemas["ListKind"];
export type Tolerance = Schemas["Tolerance"];
export type ListEntry = Schemas["EntryView"];
export type EntryInput = Schemas["EntryInput"];
export type ImportInput = Schemas["ImportInput"];
export type ImportRow = Schemas["RowView"];
export type Tried = Schemas["TriedView"];
export type PermitAnswer = Schemas["PermitView"];
export type PermitQuestion = Schemas["PermitQuestion"];
export type Now = Schemas["NowView"];
export type SiteNow = Schemas["SiteNowView"];
export type Visit = Schemas["VisitView"];
export type VisitDetail = Schemas["VisitDetail"];
export type VisitEnd = Schemas["EndView"];
export type VisitNote = Schemas["Note"];
export type VisitHistoryEntry = Schemas["HistoryEntryView"];
export type Suggestion = Schemas["SuggestionView"];
export type Standing = Schemas["StandingView"];
export type StandingWord = Schemas["Word"];
export type Pile = Schemas["Pile"];
export type VisitsRequest = Schemas["VisitsRequest"];
export type Visits = Schemas["VisitsView"];
export type VisitsExportRequest = Schemas["VisitsExportRequest"];
export type Occupancy = Schemas["OccupancyView"];
export type Anchor = Schemas["AnchorView"];
export type ParkingCharts = Schemas["ChartsView"];
export type Parking = Schemas["ParkingView"];
export type ParkingInput = Schemas["ParkingInput"];
export type ParkingHours = Schemas["HoursModel"];
export type ParkingGate = Schemas["GateModel"];
export type Side = Schemas["Side"];
export type ApiClient = Client<paths>;

/** What the client needs of the sign-in. */
export type TokenSource = {
  /** Gives the token for a request; what it throws, the call throws. */
  accessToken: () => Promise<string>;
  /** Gives another token than one that the API refused; what it throws, the call throws. */
  renewedToken: (refused: string) => Promise<string>;
  /** Told when the API takes no token of this session any more. */
  expire: () => void;
};

const UNAUTHORIZED = 401;
const ID_HEADER = "X-Correlation-Id";
const ID_BYTES = 8;

/** Sixteen digits by which operators of the stack find in its logs what a request did. */
const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(ID_BYTES)), (byte) => byte.toString(16).padStart(2, "0")).join("");

const idsOfAnswers = new WeakMap<Response, string>();

/** The id of the request that an answer is to; API Gateway's own answers do not say it. */
export const correlationIdOf = (answer: Response): string | undefined => idsOfAnswers.get(answer);

/** Sends a request under an id of its own, and remembers it with the answer. */
async function sendNamed(request: Request, tokens: TokenSource): Promise<Response> {
  const id = newId();
  request.headers.set(ID_HEADER, id);
  const answer = await send(request, tokens);
  idsOfAnswers.set(answer, id);
  return answer;
}

const withToken = (request: Request, token: string): Request => {
  request.headers.set("Authorization", `Bearer ${token}`);
  return request;
};

/**
 * Sends a request with a token, and once more with a new one where the API refuses the first: a clock that was put right
 * makes a token look valid that is over. The API looks at the token before all else, so nothing is done twice.
 */
async function send(request: Request, { accessToken, renewedToken, expire }: TokenSource): Promise<Response> {
  const spare = request.clone(); // a body can be sent only once
  const token = await accessToken();
  const answer = await fetch(withToken(request, token));
  if (answer.status !== UNAUTHORIZED) return answer;
  const second = await fetch(withToken(spare, await renewedToken(token)));
  if (second.status === UNAUTHORIZED) expire();
  return second;
}

/**
 * The API as typed calls.
 *
 * @param baseUrl - Where the API is, without a slash at its end.
 * @param tokens - Where the tokens of its requests come from.
 * @returns An openapi-fetch client.
 */
export function createApiClient(baseUrl: string, tokens: TokenSource): ApiClient {
  // No browser keeps an answer: API Gateway's own (401, 429) cannot say so themselves.
  return createClient<paths>({ baseUrl, cache: "no-store", fetch: (request) => sendNamed(request, tokens) });
}
