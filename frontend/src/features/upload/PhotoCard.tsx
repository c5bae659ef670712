import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import ProgressBar from "@cloudscape-design/components/progress-bar";
import StatusIndicator, { type StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import { memo, type ReactNode } from "react";

import { texts } from "@/lib/texts";
import { PhotoWithBoxes } from "@/lib/photo/PhotoWithBoxes";
import { sizeText, timeText } from "@/lib/format";
import { RouterLink } from "@/lib/ui/RouterLink";

import styles from "./PhotoCard.module.css";
import {
  isHeldUp,
  isMoving,
  sentShare,
  type EarlierUpload,
  type QueuedPhoto,
  type Step,
  type UploadQueue,
} from "./queue";
import { SentPhoto } from "./SentPhoto";

const STEP_TYPES: Partial<Record<Step["name"], StatusIndicatorProps.Type>> = {
  waiting: "pending",
  preparing: "in-progress",
  reserving: "in-progress",
  refused: "error",
  failed: "error",
  repeated: "info",
  cancelled: "stopped",
};

function Repetition({ earlier }: { earlier: EarlierUpload | null }): ReactNode {
  if (earlier === null) return <p className={styles.problem}>{texts.upload.repeated.inList}</p>;
  return (
    <p className={styles.problem}>
      {texts.upload.repeated.before(timeText(earlier.at))}{" "}
      <RouterLink to={`/uploads/${earlier.uploadId}`}>{texts.upload.repeated.earlier}</RouterLink>
    </p>
  );
}

function Progress({ photo }: { photo: QueuedPhoto }): ReactNode {
  const { step, file } = photo;
  if (step.name === "sending")
    return (
      <ProgressBar
        value={Math.round(sentShare(photo) * 100)}
        label={texts.upload.steps.sending}
        ariaLabel={texts.upload.sendingOf(file.name)}
      />
    );
  if (step.name === "sent") return null;
  return (
    <>
      <StatusIndicator type={STEP_TYPES[step.name] ?? "pending"}>{texts.upload.steps[step.name]}</StatusIndicator>
      {"problem" in step && <p className={styles.problem}>{step.problem}</p>}
      {isHeldUp(photo) && <p className={styles.problem}>{texts.upload.goesOn}</p>}
      {step.name === "repeated" && <Repetition earlier={step.earlier} />}
    </>
  );
}

function Actions({ photo, queue }: { photo: QueuedPhoto; queue: UploadQueue }): ReactNode {
  const { id, file, step } = photo;
  if (isMoving(photo))
    return (
      <Button onClick={() => queue.cancel(id)} ariaLabel={texts.upload.cancelOf(file.name)}>
        {texts.upload.cancel}
      </Button>
    );
  const canRetry = step.name === "failed" || step.name === "cancelled";
  const canRepeat = step.name === "repeated";
  return (
    <div className={styles.actions}>
      {canRetry && (
        <Button onClick={() => queue.retry(id)} ariaLabel={texts.upload.retryOf(file.name)} iconName="refresh">
          {texts.upload.retry}
        </Button>
      )}
      {canRepeat && (
        <Button onClick={() => queue.retry(id)} ariaLabel={texts.upload.repeated.againOf(file.name)}>
          {texts.upload.repeated.again}
        </Button>
      )}
      <Button
        variant="icon"
        iconName="close"
        onClick={() => queue.remove(id)}
        ariaLabel={texts.upload.removeOf(file.name)}
      />
    </div>
  );
}

/** One photo of the queue, from its choice to its plates. */
export const PhotoCard = memo(function PhotoCard({
  photo,
  queue,
}: {
  photo: QueuedPhoto;
  queue: UploadQueue;
}): ReactNode {
  const { file, step, prepared, previewUrl: src } = photo;
  return (
    <Container>
      <div className={styles.head}>
        <div className={styles.name}>
          <h3>{file.name}</h3>
          <span className={styles.size}>{sizeText(prepared?.blob.size ?? file.size)}</span>
        </div>
        <Actions photo={photo} queue={queue} />
      </div>
      <div className={styles.body}>
        {step.name === "sent" ? (
          <SentPhoto uploadId={step.uploadId} src={src} />
        ) : (
          <>
            {src !== null && <PhotoWithBoxes src={src} alt="" reads={[]} />}
            <div>
              <Progress photo={photo} />
            </div>
          </>
        )}
      </div>
      {prepared?.changes.map((sentence) => (
        <p key={sentence} className={styles.note}>
          {sentence}
        </p>
      ))}
    </Container>
  );
});
