import { useState, type ReactNode } from "react";

import type { Dossier } from "@/client";
import { originText, preciseTimeText, timeText, timeZone } from "@/lib/format";
import { NoteText } from "@/lib/notes/Notes";
import { texts } from "@/lib/texts";

import styles from "./Document.module.css";
import { Fact } from "./Fact";
import { dayText, type Period } from "./period";
import { SightingPart } from "./Sighting";
import type { Asked } from "./use-dossier";

const { dossier: t } = texts;

type Sightings = Dossier["sightings"];

function periodText({ from, to }: Period): string {
  const parts = [from === "" ? null : t.since(dayText(from)), to === "" ? null : t.until(dayText(to))];
  return parts.filter((part) => part !== null).join(" ") || t.everything;
}

/** How many there are, and from when to when those are that are shown: "25 of 143 sightings, from … to …". */
function shownText({ count, has_more }: Dossier, sightings: Sightings): string {
  const all = has_more ? t.over(count ?? 0) : String(count ?? sightings.length);
  const [last, first] = [sightings[0], sightings.at(-1)];
  const shown = t.showing(sightings.length, all);
  if (last === undefined || first === undefined) return shown;
  return `${shown}, ${t.between(preciseTimeText(first.read.seen_at), preciseTimeText(last.read.seen_at))}`;
}

/** All in which the plate was read, each once. */
const regionsText = (sightings: Sightings): string =>
  [
    ...new Set(
      sightings.map(({ read }) => originText({ ...read, region_confidence: null, subdivision_confidence: null })),
    ),
  ].join(", ");

function About({ made, sightings, asked }: { made: Dossier; sightings: Sightings; asked: Asked }): ReactNode {
  const held = sightings.filter(({ hold }) => hold !== null && !hold.is_released).length;
  return (
    <dl className={styles.about}>
      <Fact name={t.madeBy}>{made.made_by_email ?? made.made_by}</Fact>
      <Fact name={t.madeAt}>{preciseTimeText(made.made_at)}</Fact>
      <Fact name={t.purpose}>{asked.purpose?.reason ?? t.notGiven}</Fact>
      <Fact name={t.reference}>{asked.purpose?.reference ?? t.notGiven}</Fact>
      <Fact name={t.period}>{periodText(asked.period)}</Fact>
      <Fact name={t.zone}>{timeZone}</Fact>
      <Fact name={t.firstSeen}>{made.first_seen_at === null ? t.never : preciseTimeText(made.first_seen_at)}</Fact>
      <Fact name={t.shown}>{shownText(made, sightings)}</Fact>
      {sightings.length > 0 && <Fact name={t.regions}>{regionsText(sightings)}</Fact>}
      {held > 0 && <Fact name={t.holds}>{t.heldOf(held)}</Fact>}
      <Fact name={texts.notes.tags}>{made.noted.tags.map(({ word }) => word).join(", ") || texts.notes.noTags}</Fact>
    </dl>
  );
}

function Noted({ noted: { notes } }: Pick<Dossier, "noted">): ReactNode {
  if (notes.length === 0) return <p>{texts.notes.noNotes}</p>;
  return (
    <ul className={styles.lines}>
      {notes.map((note) => (
        <li key={note.note_id}>
          <NoteText note={note} />
        </li>
      ))}
    </ul>
  );
}

function Listed({ entries }: Pick<Dossier, "entries">): ReactNode {
  if (entries.length === 0) return <p>{t.noLists}</p>;
  const { kinds } = texts.lists;
  const { tolerances } = texts.entries;
  return (
    <ul className={styles.lines}>
      {entries.map(({ list_name, kind, entry }) => (
        <li key={entry.entry_id}>
          {[
            t.entry(list_name, kinds[kind], entry.plate),
            tolerances[entry.tolerance],
            entry.reason,
            t.entryHolds(
              entry.since === null ? t.always : timeText(entry.since),
              entry.until === null ? t.always : timeText(entry.until),
            ),
            t.entryBy(entry.added_by_email ?? entry.added_by, timeText(entry.added_at)),
          ]
            .filter(Boolean)
            .join(" · ")}
        </li>
      ))}
    </ul>
  );
}

type Props = { made: Dossier; sightings: Sightings; asked: Asked; onPhotos: (settled: number) => void };

/** A dossier as it is printed: black on white, no sighting over two pages where one has room for it. */
export function Document({ made, sightings, asked, onPhotos }: Props): ReactNode {
  const [settled] = useState(() => new Set<string>());
  return (
    <article className={styles.document} aria-label={t.headingOf(made.plate)}>
      <h2>{t.headingOf(made.plate)}</h2>
      <About made={made} sightings={sightings} asked={asked} />
      <h3>{texts.notes.notes}</h3>
      <Noted noted={made.noted} />
      <h3>{t.lists}</h3>
      <Listed entries={made.entries} />
      <h3>{t.sightings}</h3>
      {sightings.length === 0 ? (
        <p>{t.noSightings}</p>
      ) : (
        <ol className={styles.sightings}>
          {sightings.map((one, place) => (
            <SightingPart
              key={one.read.read_id}
              sighting={one}
              number={place + 1}
              onSettled={() => {
                settled.add(one.read.read_id);
                onPhotos(settled.size);
              }}
            />
          ))}
        </ol>
      )}
      <p className={styles.explanation}>{t.explanation}</p>
    </article>
  );
}
