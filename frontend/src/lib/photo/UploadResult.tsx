import Alert from "@cloudscape-design/components/alert";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";

import type { Upload } from "@/client";
import { ageMs, SLOW_AFTER_MS } from "@/lib/api/uploads";
import { timeText } from "@/lib/format";
import { TypePlate } from "@/lib/missed/TypePlate";
import { currentPlate } from "@/lib/review/choice";
import { texts } from "@/lib/texts";
import { StatusIndicator } from "@/lib/ui/StatusIndicator";

import { failureSentence } from "./failure-sentence";
import { ReadList } from "./ReadList";
import { Repeat } from "./Repeat";
import styles from "./UploadResult.module.css";

/** What came of an upload, in one sentence. */
export function resultSentence({ status, failure, reads, repeat_of }: Upload): string {
  if (status === "failed") return `${texts.photo.failedHeading}. ${failureSentence(failure)}`;
  if (status === "done") {
    if (repeat_of !== null) return `${texts.photo.repeat.label}.`;
    const counted = reads.filter((read) => read.status !== "rejected");
    return counted.length === 0 && reads.length > 0
      ? texts.photo.allRejected
      : texts.photo.plates(counted.map(currentPlate));
  }
  return `${texts.photo.statuses[status]}.`;
}

type Props = {
  upload: Upload;
  /** Where the photo can be shown from; null while it cannot. */
  src: string | null;
};

function Waiting({ upload, help }: { upload: Upload; help: string }): ReactNode {
  // Each poll renders anew, so the clock needs no timer of its own.
  // eslint-disable-next-line react-hooks/purity
  const slow = ageMs(upload, Date.now()) > SLOW_AFTER_MS;
  return (
    <div>
      <StatusIndicator type="in-progress">{texts.photo.statuses.processing}</StatusIndicator>
      <p className={styles.help}>{slow ? texts.photo.slow : help}</p>
    </div>
  );
}

/** What came of an upload: its plates, or that it has none, or why it failed, or that it takes a while yet. */
export function UploadResult({ upload, src }: Props): ReactNode {
  const { status, failure, image, reads, repeat_of, upload_id, waits } = upload;
  if (status === "failed")
    return (
      <Alert type="error" header={texts.photo.failedHeading}>
        {failureSentence(failure)}
      </Alert>
    );
  if (status === "awaiting_upload")
    return (
      <div>
        <StatusIndicator type="pending">{texts.photo.statuses.awaiting_upload}</StatusIndicator>
        <p className={styles.help}>{texts.photo.awaitingHelp}</p>
      </div>
    );
  if (status === "processing") return <Waiting upload={upload} help={texts.photo.processingHelp} />;
  if (status === "waiting") {
    const help = waits?.budget === "camera" ? texts.photo.waitingOfCameraHelp : texts.photo.waitingHelp;
    return (
      <div>
        <StatusIndicator type="pending">{texts.photo.statuses.waiting}</StatusIndicator>
        <p className={styles.help}>{help(waits === null ? "" : timeText(waits.until))}</p>
      </div>
    );
  }
  if (repeat_of !== null) return <Repeat uploadId={upload_id} repeatOf={repeat_of} />;
  return (
    <SpaceBetween size="m">
      {reads.length === 0 ? (
        <div>
          <StatusIndicator type="info">{texts.photo.noPlate}</StatusIndicator>
          <p className={styles.help}>{texts.photo.noPlateHelp}</p>
        </div>
      ) : (
        <ReadList reads={reads} photo={src === null || image === null ? null : { src, size: image }} />
      )}
      <TypePlate upload={upload} src={src} />
    </SpaceBetween>
  );
}
