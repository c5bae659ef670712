import type { ReadDetail, Review } from "@/client";
import { confidenceText, timeText } from "@/lib/format";
import { alternativesOf, isDoubtful } from "@/lib/photo/plate/doubt";
import { texts } from "@/lib/texts";

import type { QueueState } from "./queue-state";

const { review: t } = texts;

/** What people who don't see the photo have to know of a read before they decide. */
export function itemSentence({ read }: ReadDetail): string {
  if (read.source === "person") return texts.missed.spokenItem(read.plate);
  const doubtful = read.characters.flatMap((character, i) =>
    isDoubtful(character)
      ? [
          t.spoken.doubt(
            i + 1,
            character.character,
            alternativesOf(character).map((other) => other.character),
          ),
        ]
      : [],
  );
  return t.spoken.item(read.plate, confidenceText(read.confidence), doubtful);
}

/** What the person did last. */
export function actSentence(act: QueueState["lastAct"]): string | null {
  if (act === null) return null;
  const { plate } = act.detail.read;
  if (act.kind === "undone") return t.spoken.undone(plate);
  if (act.kind === "gone") return t.spoken.gone(plate);
  if (act.kind === "skipped" || act.choice === null) return t.spoken.skipped(plate);
  switch (act.choice.decision) {
    case "confirm":
      return t.spoken.confirm(plate);
    case "correct":
      return t.spoken.correct(plate, act.choice.plate);
    case "reject":
      return t.spoken.reject(plate, t.reasons[act.choice.reason]);
  }
}

/** What somebody else decided. */
export function changeSentence({ decision, reason, at, corrected_plate_after }: Review): string {
  const time = timeText(at);
  switch (decision) {
    case "confirm":
      return t.changed.confirm(time);
    case "correct":
      return t.changed.correct(time, corrected_plate_after ?? "");
    case "reject":
      return t.changed.reject(time, t.reasons[reason ?? "other"]);
    case "undo":
      return t.changed.undo(time);
    case "doubt":
      return texts.missed.changed.doubt(time);
    case "withdraw":
      return texts.missed.changed.withdraw(time);
  }
}
