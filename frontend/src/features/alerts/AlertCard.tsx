import { useRef, useState, type ReactNode } from "react";
import { Link } from "react-router";

import type { Alert } from "@/client";
import { percentText, preciseTimeText, timeText } from "@/lib/format";
import { CloseUp } from "@/lib/photo/CloseUp";
import { useFreshSource } from "@/lib/photo/use-fresh-source";
import { texts } from "@/lib/texts";
import { StatusIndicator, type StatusIndicatorProps } from "@/lib/ui/StatusIndicator";

import { Acknowledge } from "./Acknowledge";
import styles from "./AlertCard.module.css";

const { alerts: t } = texts;

/** An icon of its own for each, so that nobody has to tell colours apart. */
const ICONS: Record<Alert["state"], StatusIndicatorProps.Type> = {
  possible: "pending",
  confirmed: "warning",
  withdrawn: "stopped",
};

type Size = { width: number; height: number };
type PictureProps = { alert: Alert; src: string | null; onError: () => void; onSize: (size: Size) => void };

function Picture({ alert, src, onError, onSize }: PictureProps): ReactNode {
  return (
    <span className={styles.picture}>
      {src === null ? (
        <span className={styles.gone}>{t.noPicture}</span>
      ) : (
        <img
          src={src}
          alt={t.pictureOf(alert.plate ?? alert.entry_plate)}
          decoding="async"
          onError={onError}
          onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => onSize({ width, height })}
        />
      )}
    </span>
  );
}

/** Narrower than this in the small picture, a plate would only be a blur. */
const NARROWEST_PX = 40;

/** The plate, cut out of the small picture that is there anyway: a page of alerts loads no photo for it. */
function Plate({ read, src, size }: { read: Alert["read"]; src: string | null; size: Size | null }): ReactNode {
  const box = read?.bounding_box ?? null;
  if (read === null || box === null || src === null || size === null) return null;
  return box.width * size.width >= NARROWEST_PX && <CloseUp src={src} size={size} read={read} />;
}

function Seen({ alert }: { alert: Alert }): ReactNode {
  const { plate, read, how, probability } = alert;
  if (plate === null) return <span className={styles.small}>{t.noPlate}</span>;
  return (
    <>
      {read === null ? (
        <span className={styles.plate}>{plate}</span>
      ) : (
        <Link to={`/reads/${read.read_id}`} className={styles.plate}>
          {plate}
        </Link>
      )}
      <span className={styles.small}>
        {how !== null && <span>{t.how[how]}</span>}
        {probability !== null && <span>{t.probability(percentText(probability))}</span>}
      </span>
    </>
  );
}

function Where({ alert }: { alert: Alert }): ReactNode {
  const place = [alert.site_name, alert.camera_name ?? alert.camera_id].filter((one) => one !== null).join(" · ");
  return (
    <span className={styles.small}>
      <time dateTime={alert.seen_at}>{preciseTimeText(alert.seen_at)}</time>
      {place !== "" && <span>{place}</span>}
      {alert.sightings > 1 && <span>{t.further(alert.sightings - 1)}</span>}
    </span>
  );
}

function Acknowledged({ alert: { acknowledged } }: { alert: Alert }): ReactNode {
  if (acknowledged === null) return null;
  return (
    <div className={styles.small}>
      <span>{t.acknowledged(acknowledged.by_email ?? t.somebody, timeText(acknowledged.at))}</span>
      {acknowledged.note !== "" && <q>{acknowledged.note}</q>}
    </div>
  );
}

type Props = { alert: Alert; onStale: () => void; onAcknowledged: () => void };

/** An alert: its picture, what was seen of which entry, where, how sure it is, and who looked at it. */
export function AlertCard({ alert, onStale, onAcknowledged }: Props): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  const { src, onError } = useFreshSource(alert.thumbnail_url, onStale);
  const [size, setSize] = useState<Size | null>(null);
  return (
    <article className={styles.card} aria-labelledby={`alert-${alert.alert_id}`}>
      <Picture alert={alert} src={src} onError={onError} onSize={setSize} />
      <div className={styles.about}>
        <h2 id={`alert-${alert.alert_id}`} ref={heading} tabIndex={-1} className={styles.entry}>
          {t.entry(alert.entry_plate, alert.list_name)}
        </h2>
        <StatusIndicator type={ICONS[alert.state]}>{t.states[alert.state]}</StatusIndicator>
        {alert.state === "withdrawn" && alert.because !== null && <span>{t.because[alert.because]}</span>}
        {alert.reason !== null && <span>{alert.reason}</span>}
        <Plate read={alert.read} src={src} size={size} />
        <Seen alert={alert} />
        <Where alert={alert} />
        {alert.is_found_back ? (
          <StatusIndicator type="info">{t.foundBack}</StatusIndicator>
        ) : (
          alert.is_late && <StatusIndicator type="info">{t.late}</StatusIndicator>
        )}
        <Acknowledged alert={alert} />
        {alert.waits && (
          <Acknowledge
            alert={alert}
            onDone={() => {
              // The form goes: who works by keyboard stays at this alert.
              heading.current?.focus();
              onAcknowledged();
            }}
          />
        )}
      </div>
    </article>
  );
}
