import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import ProgressBar from "@cloudscape-design/components/progress-bar";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";

import { useStore } from "@/lib/store";
import { texts } from "@/lib/texts";
import { PageHeading } from "@/lib/ui/PageHeading";

import { Announcer } from "./Announcer";
import { ChoosePhotos } from "./ChoosePhotos";
import { PhotoCard } from "./PhotoCard";
import type { Keeping as KeepingOf } from "./keep-photos";
import { isMoving, isUnsent, sentShare, type QueuedPhoto, type UploadQueue } from "./queue";
import styles from "./UploadPage.module.css";
import { useUploadQueue } from "./use-upload-queue";

const withStep = (photos: readonly QueuedPhoto[], name: QueuedPhoto["step"]["name"]): readonly QueuedPhoto[] =>
  photos.filter(({ step }) => step.name === name);

function Overall({ photos }: { photos: readonly QueuedPhoto[] }): ReactNode {
  const total = photos.filter((photo) => isMoving(photo) || photo.step.name === "sent");
  if (total.length < 2) return null;
  const bytes = (photo: QueuedPhoto): number => photo.prepared?.blob.size ?? photo.file.size;
  const allBytes = total.reduce((sum, photo) => sum + bytes(photo), 0);
  const sentBytes = total.reduce((sum, photo) => sum + bytes(photo) * sentShare(photo), 0);
  const sentence = texts.upload.allSent(withStep(photos, "sent").length, total.length);
  return (
    <ProgressBar
      value={Math.round((sentBytes / allBytes) * 100)}
      label={texts.upload.all}
      {...(total.some(isMoving) ? { description: sentence } : { status: "success", resultText: sentence })}
    />
  );
}

function Queue({ queue, photos }: { queue: UploadQueue; photos: readonly QueuedPhoto[] }): ReactNode {
  const failed = withStep(photos, "failed");
  const finished = photos.filter((photo) => !isMoving(photo) && photo.step.name !== "failed");
  return (
    <section>
      <SpaceBetween size="m">
        <Header
          variant="h2"
          counter={`(${photos.length})`}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {failed.length > 0 && (
                <Button iconName="refresh" onClick={() => failed.forEach(({ id }) => queue.retry(id))}>
                  {texts.upload.retryFailed(failed.length)}
                </Button>
              )}
              {finished.length > 0 && (
                <Button onClick={() => finished.forEach(({ id }) => queue.remove(id))}>{texts.upload.clear}</Button>
              )}
            </SpaceBetween>
          }
        >
          {texts.upload.results}
        </Header>
        <Overall photos={photos} />
        <ul className={styles.photos}>
          {photos.map((photo) => (
            <li key={photo.id}>
              <PhotoCard photo={photo} queue={queue} />
            </li>
          ))}
        </ul>
      </SpaceBetween>
    </section>
  );
}

/** Whether leaving the page would lose what is not sent yet. */
function Keeping({ photos, keeping }: { photos: readonly QueuedPhoto[]; keeping: KeepingOf }): ReactNode {
  const unsent = photos.filter(isUnsent);
  const unkept = unsent.filter(({ id }) => keeping.get(id) === "unkept").length;
  const kept = unsent.filter(({ id }) => keeping.get(id) === "kept").length;
  if (unkept > 0)
    return (
      <Alert type="warning" header={texts.upload.keeping.unkeptTitle}>
        {texts.upload.keeping.unkept(unkept)}
      </Alert>
    );
  return kept > 0 && <Box color="text-body-secondary">{texts.upload.keeping.kept(kept)}</Box>;
}

/** Where photos come in: choose them, watch them go, read their plates. */
export function UploadPage(): ReactNode {
  const { queue, keeping } = useUploadQueue();
  const photos = useStore(queue.photos);
  return (
    <SpaceBetween size="l">
      <PageHeading title={texts.upload.title} lead={texts.upload.lead} />
      <ChoosePhotos onChoose={queue.add} />
      <Keeping photos={photos} keeping={useStore(keeping)} />
      {photos.length > 0 && <Queue queue={queue} photos={photos} />}
      <Announcer photos={photos} />
    </SpaceBetween>
  );
}
