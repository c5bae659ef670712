import { useQuery } from "@tanstack/react-query";
import { memo, type ReactNode } from "react";
import { Link } from "react-router";

import type { Upload } from "@/client";
import { uploadQuery } from "@/lib/api/uploads";
import { sizeText } from "@/lib/format";
import { ReadAs } from "@/lib/photo/plate/ReadAs";
import { resultSentence } from "@/lib/photo/UploadResult";
import { currentPlate } from "@/lib/review/choice";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { RouterLink } from "@/lib/ui/RouterLink";
import { StatusIndicator } from "@/lib/ui/StatusIndicator";

import { Actions, Standing } from "./PhotoParts";
import styles from "./PhotoRow.module.css";
import { sentShare, type QueuedPhoto, type UploadQueue } from "./queue";

function Plates({ reads }: Pick<Upload, "reads">): ReactNode {
  return (
    <ul className={styles.plates} aria-label={texts.photo.reads}>
      {reads.map((read) => (
        <li key={read.read_id}>
          <Link to={`/reads/${read.read_id}`} className={styles.plate}>
            <strong>{currentPlate(read)}</strong>
          </Link>
          <ReadAs read={read} />
        </li>
      ))}
    </ul>
  );
}

function Outcome({ upload }: { upload: Upload | undefined }): ReactNode {
  if (upload?.status === "failed") return <StatusIndicator type="error">{resultSentence(upload)}</StatusIndicator>;
  if (upload?.status === "waiting")
    return <StatusIndicator type="pending">{texts.photo.statuses.waiting}</StatusIndicator>;
  if (upload?.status !== "done")
    return <StatusIndicator type="in-progress">{texts.photo.statuses.processing}</StatusIndicator>;
  const needsReview = upload.reads.some(({ status }) => status === "needs_review");
  return (
    <>
      {upload.reads.length === 0 && <StatusIndicator type="info">{texts.photo.noPlate}</StatusIndicator>}
      {upload.reads.length > 0 && <Plates reads={upload.reads} />}
      {needsReview && <StatusIndicator type="warning">{texts.photo.readStatuses.needs_review}</StatusIndicator>}
    </>
  );
}

function Sent({ uploadId }: { uploadId: string }): ReactNode {
  const { client } = useServices();
  const { data, error, refetch } = useQuery(uploadQuery(client, uploadId));
  if (error !== null) return <ErrorAlert error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <Outcome upload={data} />
      <RouterLink to={`/uploads/${uploadId}`}>{texts.upload.details}</RouterLink>
    </>
  );
}

function State({ photo }: { photo: QueuedPhoto }): ReactNode {
  const { step } = photo;
  if (step.name === "sent") return <Sent uploadId={step.uploadId} />;
  if (step.name !== "sending") return <Standing photo={photo} />;
  const percent = Math.round(sentShare(photo) * 100);
  return <StatusIndicator type="in-progress">{texts.upload.sendingShare(percent)}</StatusIndicator>;
}

/** One photo of many: small, so that the others are in sight. */
export const PhotoRow = memo(function PhotoRow({
  photo,
  queue,
}: {
  photo: QueuedPhoto;
  queue: UploadQueue;
}): ReactNode {
  const { file, prepared, previewUrl } = photo;
  return (
    <div className={styles.row}>
      <span className={styles.picture}>
        {previewUrl !== null && <img src={previewUrl} alt="" loading="lazy" decoding="async" />}
      </span>
      <div className={styles.about}>
        <h3 className={styles.name}>
          {file.name} <span className={styles.faint}>{sizeText(prepared?.blob.size ?? file.size)}</span>
        </h3>
        <div className={styles.outcome}>
          <State photo={photo} />
        </div>
        {prepared?.changes.map((sentence) => (
          <p key={sentence} className={`${styles.faint} ${styles.note}`}>
            {sentence}
          </p>
        ))}
      </div>
      <Actions photo={photo} queue={queue} />
    </div>
  );
});
