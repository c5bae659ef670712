import type { ReactNode } from "react";
import { Link } from "react-router";

import type { Read, Upload } from "@/client";
import { isOperator } from "@/lib/auth/auth";
import { Direction } from "@/lib/cameras/Direction";
import { preciseTimeText } from "@/lib/format";
import { failureSentence } from "@/lib/photo/failure-sentence";
import { PlateText } from "@/lib/photo/plate/PlateText";
import { ReadStatus } from "@/lib/photo/ReadStatus";
import { agreementOf } from "@/lib/photo/said/agreement";
import { useFreshSource } from "@/lib/photo/use-fresh-source";
import { useServices } from "@/lib/services";
import { useStore } from "@/lib/store";
import { texts } from "@/lib/texts";
import { StatusIndicator } from "@/lib/ui/StatusIndicator";

import styles from "./LivePhoto.module.css";
import { SameAgain } from "./SameAgain";

const { photo, watching: t } = texts;

/** Operators go on to all about a read; administrators who are none may not. */
function Plate({ read }: { read: Read }): ReactNode {
  const session = useStore(useServices().auth.session);
  if (!isOperator(session))
    return (
      <span className={styles.plate}>
        <PlateText read={read} />
      </span>
    );
  return (
    <Link to={`/reads/${read.read_id}`} className={styles.plate}>
      <PlateText read={read} />
    </Link>
  );
}

function Outcome({ upload, onAsked }: { upload: Upload; onAsked: () => void }): ReactNode {
  const { status, reads, failure, repeat_of } = upload;
  if (status === "failed") return <StatusIndicator type="error">{failureSentence(failure)}</StatusIndicator>;
  if (status === "waiting") return <StatusIndicator type="pending">{photo.statuses.waiting}</StatusIndicator>;
  if (status !== "done") return <StatusIndicator type="in-progress">{t.live.reading}</StatusIndicator>;
  if (repeat_of !== null) return <SameAgain upload={upload} onAsked={onAsked} />;
  if (reads.length === 0) return <StatusIndicator type="info">{photo.noPlate}</StatusIndicator>;
  return reads.map((read) => (
    <div key={read.read_id} className={styles.read}>
      <Plate read={read} />
      <ReadStatus status={read.status} />
    </div>
  ));
}

/** What the device said that people should know of: its plate only where it is none of those that were read. */
function SaidBeside({ upload: { said, reads, status, repeat_of } }: { upload: Upload }): ReactNode {
  if (said === null) return null;
  const isRead = status === "done" && repeat_of === null;
  const isDifferent = isRead && reads.every((read) => agreementOf(said, read, reads) === "differs");
  return (
    <>
      <Direction movement={said.movement} />
      {isDifferent && said.opinion !== null && <span>{t.said.differsFrom(said.opinion.plate)}</span>}
      {said.is_retransmitted && <span>{t.said.later}</span>}
    </>
  );
}

/** A photo that a camera brought: its picture, its plates, when, and what the device said. */
export function LivePhoto({ upload, onChanged }: { upload: Upload; onChanged: () => void }): ReactNode {
  const { captured_at, created_at, image } = upload;
  const { src, onError } = useFreshSource(image?.thumbnail_url ?? null, onChanged);
  const taken = captured_at ?? created_at;
  return (
    <div className={styles.tile}>
      <span className={styles.picture}>
        {src === null ? (
          <span className={styles.gone}>{image === null ? t.noPicture : photo.thumbnailGone}</span>
        ) : (
          <img src={src} alt={t.live.photoAt(preciseTimeText(taken))} decoding="async" onError={onError} />
        )}
      </span>
      <div className={styles.about}>
        <Outcome upload={upload} onAsked={onChanged} />
        <time dateTime={taken} title={t.live.arrivedAt(preciseTimeText(created_at))} className={styles.small}>
          {preciseTimeText(taken)}
        </time>
        <div className={styles.small}>
          <SaidBeside upload={upload} />
        </div>
      </div>
    </div>
  );
}
