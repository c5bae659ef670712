import { Fragment, type ReactNode } from "react";
import { Link } from "react-router";

import type { Upload } from "@/client";
import { timeText } from "@/lib/format";
import { PlateText } from "@/lib/photo/plate/PlateText";
import { ReadAs } from "@/lib/photo/plate/ReadAs";
import { ReadStatus } from "@/lib/photo/ReadStatus";
import { useFreshSource } from "@/lib/photo/use-fresh-source";
import { texts } from "@/lib/texts";
import { StatusIndicator, type StatusIndicatorProps } from "@/lib/ui/StatusIndicator";

import styles from "./UploadTile.module.css";

const STATUS_TYPES: Record<Upload["status"], StatusIndicatorProps.Type> = {
  awaiting_upload: "pending",
  processing: "in-progress",
  done: "success",
  failed: "error",
  waiting: "pending",
};

const needsReview = ({ reads }: Upload): boolean => reads.some(({ status }) => status === "needs_review");

function Outcome({ upload }: { upload: Upload }): ReactNode {
  const { status, reads, repeat_of } = upload;
  if (status !== "done")
    return <StatusIndicator type={STATUS_TYPES[status]}>{texts.photo.statuses[status]}</StatusIndicator>;
  if (repeat_of !== null) return <StatusIndicator type="info">{texts.photo.repeat.label}</StatusIndicator>;
  if (reads.length === 0) return <StatusIndicator type="info">{texts.photo.noPlate}</StatusIndicator>;
  return (
    <>
      <span className={styles.plates}>
        {reads.map((read) => (
          <Fragment key={read.read_id}>
            <Link to={`/reads/${read.read_id}`} className={styles.plate}>
              <PlateText read={read} />
            </Link>
            {read.status === "rejected" && <ReadStatus status="rejected" />}
            <ReadAs read={read} />
          </Fragment>
        ))}
      </span>
      {needsReview(upload) && <StatusIndicator type="warning">{texts.photo.readStatuses.needs_review}</StatusIndicator>}
    </>
  );
}

/** One upload in the list: its picture, its plates or its state, and the ways to all about it and about each plate. */
export function UploadTile({ upload, onPictureGone }: { upload: Upload; onPictureGone: () => void }): ReactNode {
  const { upload_id, file_name, created_at, image } = upload;
  const { src, onError } = useFreshSource(image?.thumbnail_url ?? null, onPictureGone);
  return (
    <div className={styles.tile}>
      <span className={styles.picture}>
        {src === null ? (
          <span className={styles.gone}>{texts.photo.thumbnailGone}</span>
        ) : (
          <img src={src} alt="" loading="lazy" decoding="async" onError={onError} />
        )}
      </span>
      <span className={styles.about}>
        <Outcome upload={upload} />
        <Link to={`/uploads/${upload_id}`} className={styles.name}>
          {file_name}
        </Link>
        <time dateTime={created_at} className={styles.time}>
          {timeText(created_at)}
        </time>
      </span>
    </div>
  );
}
