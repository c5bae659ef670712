import Container from "@cloudscape-design/components/container";
import ProgressBar from "@cloudscape-design/components/progress-bar";
import { memo, type ReactNode } from "react";

import { sizeText } from "@/lib/format";
import { PhotoWithBoxes } from "@/lib/photo/PhotoWithBoxes";
import { texts } from "@/lib/texts";

import styles from "./PhotoCard.module.css";
import { Actions, Standing } from "./PhotoParts";
import { sentShare, type QueuedPhoto, type UploadQueue } from "./queue";
import { SentPhoto } from "./SentPhoto";

function Progress({ photo }: { photo: QueuedPhoto }): ReactNode {
  if (photo.step.name !== "sending") return <Standing photo={photo} />;
  return (
    <ProgressBar
      value={Math.round(sentShare(photo) * 100)}
      label={texts.upload.steps.sending}
      ariaLabel={texts.upload.sendingOf(photo.file.name)}
    />
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
