import type { ReactNode } from "react";

import type { Suggestion, VisitDetail } from "@/client";
import { EndPhoto } from "@/lib/parking/EndPhoto";
import { durationText, siteTimeText } from "@/lib/parking/time";
import { texts } from "@/lib/texts";
import { Key } from "@/lib/ui/Key";
import { Spoken } from "@/lib/ui/Spoken";

import styles from "./Suggestions.module.css";

const { questions: t } = texts;

/** A suggestion, or none of them. */
export type Answer = Suggestion | null;

const secondsBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 1000;

type OneProps = { visit: VisitDetail; suggestion: Suggestion; place: number; busy: boolean; onChoose: () => void };

function One({ visit, suggestion, place, busy, onChoose }: OneProps): ReactNode {
  const { entry, plate } = suggestion;
  const leftAt = visit.exit?.at ?? visit.last_seen_at;
  return (
    <li className={styles.one}>
      <button type="button" className={styles.choice} aria-disabled={busy} onClick={onChoose}>
        <Key>{String(place)}</Key>
        <span className={styles.code}>
          <Spoken>{t.entryOf(place)}: </Spoken>
          {entry.plate}
        </span>
        <span className={styles.what}>{t.become(plate)}</span>
      </button>
      <EndPhoto end={entry} alt={texts.visit.photo(entry.plate, t.entryOf(place))} onStale={() => undefined} />
      <span>
        {t.came(siteTimeText(entry.at, visit.time_zone))} · {t.stayed(durationText(secondsBetween(entry.at, leftAt)))}
      </span>
      <span className={styles.what}>{entry.camera_name ?? entry.camera_id}</span>
    </li>
  );
}

type Props = { visit: VisitDetail; busy: boolean; onChoose: (answer: Answer) => void };

/** The entries that an exit may belong to, the likeliest first, and a way to say that it is none of them. */
export function Suggestions({ visit, busy, onChoose }: Props): ReactNode {
  return (
    <div className={styles.all}>
      <ol className={styles.suggestions} data-count={visit.suggestions.length}>
        {visit.suggestions.map((suggestion, i) => (
          <One
            key={suggestion.entry.read_id}
            visit={visit}
            suggestion={suggestion}
            place={i + 1}
            busy={busy}
            onChoose={() => onChoose(suggestion)}
          />
        ))}
      </ol>
      <button type="button" className={styles.choice} aria-disabled={busy} onClick={() => onChoose(null)}>
        <Key>0</Key>
        <span>{t.none}</span>
      </button>
    </div>
  );
}
