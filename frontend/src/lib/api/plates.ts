import type { ApiClient, Dossier, DossierInput, Noted, NoteInput, TagsInput, TakeBackInput } from "@/client";
import { answerOf } from "@/lib/api/answer";

/** Gives a plate tags, and takes others away; answers with what is noted of it after that, as the others here do. */
export const tagPlate = (client: ApiClient, body: TagsInput): Promise<Noted> =>
  answerOf(client.POST("/plates/tags", { body }));

/** Adds a note to a plate. */
export const notePlate = (client: ApiClient, body: NoteInput): Promise<Noted> =>
  answerOf(client.POST("/plates/notes", { body }));

/** Takes a note back, or puts it back. */
export const takeNoteBack = (client: ApiClient, body: TakeBackInput): Promise<Noted> =>
  answerOf(client.POST("/plates/notes/take-back", { body }));

/** A page of a plate's dossier. Each is written down in the audit. */
export const makeDossier = (client: ApiClient, body: DossierInput, signal: AbortSignal): Promise<Dossier> =>
  answerOf(client.POST("/plates/dossier", { body, signal }));
