import Button from "@cloudscape-design/components/button";
import type { ReactNode } from "react";

import { timeText } from "@/lib/format";
import { texts } from "@/lib/texts";
import { RouterLink } from "@/lib/ui/RouterLink";
import { StatusIndicator, type StatusIndicatorProps } from "@/lib/ui/StatusIndicator";

import styles from "./PhotoParts.module.css";
import { isHeldUp, isMoving, type EarlierUpload, type QueuedPhoto, type Step, type UploadQueue } from "./queue";

const STEP_TYPES: Record<Exclude<Step["name"], "sent">, StatusIndicatorProps.Type> = {
  waiting: "pending",
  preparing: "in-progress",
  reserving: "in-progress",
  sending: "in-progress",
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

/** How a photo stands that is not sent, and why. */
export function Standing({ photo }: { photo: QueuedPhoto }): ReactNode {
  const { step } = photo;
  if (step.name === "sent") return null;
  return (
    <>
      <StatusIndicator type={isHeldUp(photo) ? "pending" : STEP_TYPES[step.name]}>
        {texts.upload.steps[step.name]}
      </StatusIndicator>
      {"problem" in step && <p className={styles.problem}>{step.problem}</p>}
      {isHeldUp(photo) && <p className={styles.problem}>{texts.upload.goesOn}</p>}
      {step.name === "repeated" && <Repetition earlier={step.earlier} />}
    </>
  );
}

/** What can be done about a photo: stop it, try it again, take it out of the list. */
export function Actions({ photo, queue }: { photo: QueuedPhoto; queue: UploadQueue }): ReactNode {
  const { id, file, step } = photo;
  if (isMoving(photo))
    return (
      <div className={styles.actions}>
        <Button onClick={() => queue.cancel(id)} ariaLabel={texts.upload.cancelOf(file.name)}>
          {texts.upload.cancel}
        </Button>
      </div>
    );
  const canRetry = step.name === "failed" || step.name === "cancelled";
  return (
    <div className={styles.actions}>
      {canRetry && (
        <Button onClick={() => queue.retry(id)} ariaLabel={texts.upload.retryOf(file.name)} iconName="refresh">
          {texts.upload.retry}
        </Button>
      )}
      {step.name === "repeated" && (
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
