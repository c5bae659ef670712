import type { Read, ReadDetail, RejectReason, Review, ReviewInput } from "@/client";

/** What a person can say of a read. */
export type Choice =
  { decision: "confirm" } | { decision: "correct"; plate: string } | { decision: "reject"; reason: RejectReason };

/** A choice, or taking the last one back. */
export type ReviewStep = Choice | { decision: "undo" };

export const REJECT_REASONS = [
  "not_a_plate",
  "unreadable",
  "partly_hidden",
  "duplicate",
  "other",
] as const satisfies readonly RejectReason[];

/** As many as there are keys for. */
const CANDIDATE_KEYS = 5;

/** The plates to choose from by number, likeliest first; what the machine read is among them. */
export function candidatePlates({ plate, candidates }: Read): string[] {
  const plates = candidates.map((candidate) => candidate.plate);
  return [...new Set([...(plates.includes(plate) ? [] : [plate]), ...plates])].slice(0, CANDIDATE_KEYS);
}

/** Choosing a plate, spelt as it is kept, confirms it where it is what the machine read, and corrects to it otherwise. */
export const choiceOf = (read: Pick<Read, "plate">, plate: string): Choice =>
  plate === read.plate ? { decision: "confirm" } : { decision: "correct", plate };

/** Whether a person has decided on a read. */
export const isDecided = ({ status }: Pick<Read, "status">): boolean =>
  status === "confirmed" || status === "corrected" || status === "rejected";

/** A step in the words of the API. */
export const inputOf = (step: ReviewStep, version: number): ReviewInput => ({ ...step, version });

/** The plate as it stands: with its correction, if there is one. */
export const currentPlate = ({ plate, corrected_plate }: Pick<Read, "plate" | "corrected_plate">): string =>
  corrected_plate ?? plate;

/** Also what is said of a plate that a person typed. */
type AnyStep = ReviewStep | { decision: "withdraw" };

/** Whether a decision that was kept is the one that this step asked for. */
function isWhatWasAsked({ decision, reason, corrected_plate_after }: Review, step: AnyStep): boolean {
  if (decision !== step.decision) return false;
  if (step.decision === "correct") return corrected_plate_after === step.plate;
  return step.decision !== "reject" || reason === step.reason;
}

/**
 * Whether a read stands as this step wanted, although the API refused it as too late: then an earlier try had got
 * through, and only its answer was lost.
 *
 * @param detail - As it stands by now.
 * @param version - Of the read when the step was sent.
 */
export function isDoneAlready({ reviews }: ReadDetail, step: AnyStep, version: number): boolean {
  const [first, ...more] = reviews.filter((review) => review.version > version);
  return first !== undefined && more.length === 0 && isWhatWasAsked(first, step);
}
