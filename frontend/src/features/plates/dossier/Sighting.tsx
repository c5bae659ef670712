import { useState, type ReactNode } from "react";

import type { Sighting } from "@/client";
import { confidenceText, originText, preciseTimeText, timeText } from "@/lib/format";
import { History } from "@/lib/review/History";
import { currentPlate } from "@/lib/review/choice";
import { texts } from "@/lib/texts";

import styles from "./Document.module.css";
import { Fact } from "./Fact";

const { dossier: t } = texts;

type PhotoProps = { sighting: Sighting; onSettled: () => void };

/** The photo, or that it is gone: its record may outlive it. */
function Photo({ sighting: { image, read }, onSettled }: PhotoProps): ReactNode {
  const [isGone, setIsGone] = useState(false);
  if (image === null || isGone) return <p className={styles.gone}>{t.photoGone}</p>;
  return (
    <img
      className={styles.photo}
      src={image.url}
      width={image.width}
      height={image.height}
      alt={t.photo(preciseTimeText(read.seen_at))}
      onLoad={onSettled}
      onError={() => {
        setIsGone(true);
        onSettled();
      }}
    />
  );
}

function HoldFact({ hold }: Pick<Sighting, "hold">): ReactNode {
  if (hold === null || hold.is_released) return null;
  return <Fact name={t.hold}>{t.heldUntil(hold.reason, timeText(hold.until), hold.by_email ?? hold.by)}</Fact>;
}

type Props = { sighting: Sighting; number: number; onSettled: () => void };

/** One sighting of a dossier: the photo, what was read, who decided what, and what proves that the photo is the same. */
export function SightingPart({ sighting, number, onSettled }: Props): ReactNode {
  const { read, place, file_name, arrived_at, sha256, reviews, hold } = sighting;
  return (
    <li className={styles.sighting}>
      <h4>{t.sighting(number, preciseTimeText(read.seen_at))}</h4>
      <div className={styles.parts}>
        <Photo sighting={sighting} onSettled={onSettled} />
        <dl className={styles.facts}>
          <Fact name={t.place}>{place === null ? t.noCamera : t.at(place.camera, place.site)}</Fact>
          <Fact name={t.countsAs} isCode>
            {currentPlate(read)}
          </Fact>
          {read.source === "machine" ? (
            <Fact name={t.readAs} isCode>
              {read.plate}
            </Fact>
          ) : (
            <Fact name={t.typedBy}>{read.typed_by_email ?? read.typed_by}</Fact>
          )}
          <Fact name={t.confidence}>{confidenceText(read.confidence)}</Fact>
          <Fact name={t.region}>{originText(read)}</Fact>
          <Fact name={t.status}>{texts.photo.readStatuses[read.status]}</Fact>
          {arrived_at !== null && <Fact name={t.arrivedAt}>{preciseTimeText(arrived_at)}</Fact>}
          <Fact name={t.broughtBy}>{read.uploader_email ?? read.uploader}</Fact>
          {file_name !== null && <Fact name={t.file}>{file_name}</Fact>}
          <HoldFact hold={hold} />
        </dl>
      </div>
      <dl className={styles.wide}>
        <Fact name={t.sha256} isCode>
          {sha256 ?? t.noSha256}
        </Fact>
        <Fact name={t.read} isCode>
          {read.read_id}
        </Fact>
        <Fact name={t.decisions}>
          <History reviews={reviews} withBefore />
        </Fact>
      </dl>
    </li>
  );
}
