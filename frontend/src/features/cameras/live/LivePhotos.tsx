import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import { useState, type ReactNode } from "react";

import type { Upload } from "@/client";
import { MOST_PHOTOS } from "@/lib/api/camera-photos";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { Loading } from "@/lib/ui/Loading";
import { Spoken } from "@/lib/ui/Spoken";
import { StatusIndicator } from "@/lib/ui/StatusIndicator";

import { LivePhoto } from "./LivePhoto";
import styles from "./LivePhotos.module.css";
import { useLivePhotos } from "./use-live-photos";
import { useSaidSeldom } from "./use-said-seldom";

const { live: t } = texts.watching;

function Nothing(): ReactNode {
  return (
    <Box textAlign="center" padding={{ vertical: "s" }}>
      <Box variant="strong">{t.empty}</Box>
      <Box variant="p" color="text-body-secondary">
        {t.emptyHelp}
      </Box>
    </Box>
  );
}

function Photos({ photos, onChanged }: { photos: readonly Upload[]; onChanged: () => void }): ReactNode {
  if (photos.length === 0) return <Nothing />;
  return (
    <ul className={styles.photos} aria-label={t.list}>
      {photos.slice(0, MOST_PHOTOS).map((upload) => (
        <li key={upload.upload_id}>
          <LivePhoto upload={upload} onChanged={onChanged} />
        </li>
      ))}
    </ul>
  );
}

/** A camera's latest photos, which new ones join by themselves. */
export function LivePhotos({ cameraId }: { cameraId: string }): ReactNode {
  const [isPaused, setPaused] = useState(false);
  const { watched, error, again } = useLivePhotos(cameraId, isPaused);
  const said = useSaidSeldom(watched?.arrived ?? 0);
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={isPaused ? t.paused : t.on}
          actions={
            <Button iconName={isPaused ? "play" : "pause"} onClick={() => setPaused(!isPaused)}>
              {isPaused ? t.goOn : t.pause}
            </Button>
          }
        >
          {t.title}
        </Header>
      }
    >
      <div role="status">{said > 0 && <Spoken>{t.arrived(said)}</Spoken>}</div>
      {error !== null && watched === undefined && <ErrorAlert error={error} onRetry={again} />}
      {error !== null && watched !== undefined && <StatusIndicator type="warning">{t.failed}</StatusIndicator>}
      {error === null && watched === undefined && <Loading label={t.loading} />}
      {watched !== undefined && <Photos photos={watched.photos} onChanged={again} />}
    </Container>
  );
}
