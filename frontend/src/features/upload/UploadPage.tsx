import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import ProgressBar from "@cloudscape-design/components/progress-bar";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState, type ReactNode } from "react";

import { useStore } from "@/lib/store";
import { texts } from "@/lib/texts";
import { PageHeading } from "@/lib/ui/PageHeading";

import { Announcer } from "./Announcer";
import { ChoosePhotos } from "./ChoosePhotos";
import { PhotoCard } from "./PhotoCard";
import type { Keeping as KeepingOf } from "./keep-photos";
import { PhotoRow } from "./PhotoRow";
import { isUnsent, sentShare, type QueuedPhoto, type UploadQueue } from "./queue";
import { tallyOf, tallyText } from "./tally";
import styles from "./UploadPage.module.css";
import { useResults, type Results } from "./use-results";
import { useUploadQueue } from "./use-upload-queue";
import { WhichCamera } from "./WhichCamera";

/** From here on photos are shown small: a list of large cards of them would be many screens long. */
const MANY = 7;

function Overall({ photos, results }: { photos: readonly QueuedPhoto[]; results: Results }): ReactNode {
  const tally = tallyOf(photos, results);
  if (tally.total < 2) return null;
  const total = photos.filter((photo) => isUnsent(photo) || photo.step.name === "sent");
  const bytes = (photo: QueuedPhoto): number => photo.prepared?.blob.size ?? photo.file.size;
  const allBytes = total.reduce((sum, photo) => sum + bytes(photo), 0);
  const sentBytes = total.reduce((sum, photo) => sum + bytes(photo) * sentShare(photo), 0);
  const sentence = tallyText(tally);
  const status = tally.failed > 0 ? "error" : "success";
  return (
    <ProgressBar
      value={allBytes === 0 ? 0 : Math.round((sentBytes / allBytes) * 100)}
      label={texts.upload.all}
      {...(tally.isGoingOn ? { description: sentence } : { status, resultText: sentence })}
    />
  );
}

function Photos({ queue, photos }: { queue: UploadQueue; photos: readonly QueuedPhoto[] }): ReactNode {
  const isMany = photos.length >= MANY;
  const Photo = isMany ? PhotoRow : PhotoCard;
  return (
    <ul className={isMany ? styles.rows : styles.photos}>
      {photos.map((photo) => (
        <li key={photo.id}>
          <Photo photo={photo} queue={queue} />
        </li>
      ))}
    </ul>
  );
}

type ListProps = { queue: UploadQueue; photos: readonly QueuedPhoto[]; results: Results };

function Queue({ queue, photos, results }: ListProps): ReactNode {
  const failed = photos.filter(({ step }) => step.name === "failed");
  const finished = photos.filter((photo) => !isUnsent(photo));
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
        <Overall photos={photos} results={results} />
        <Photos queue={queue} photos={photos} />
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
  const results = useResults(photos);
  const kept = useStore(keeping);
  const [cameraId, setCameraId] = useState<string>();
  return (
    <SpaceBetween size="l">
      <PageHeading title={texts.upload.title} lead={texts.upload.lead} />
      <WhichCamera value={cameraId} onChange={setCameraId} />
      <ChoosePhotos onChoose={(files) => queue.add(files, cameraId)} />
      <Keeping photos={photos} keeping={kept} />
      {photos.length > 0 && <Queue queue={queue} photos={photos} results={results} />}
      <Announcer photos={photos} results={results} isMany={photos.length >= MANY} />
    </SpaceBetween>
  );
}
