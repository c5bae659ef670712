import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useParams } from "react-router";

import type { Explanation, Upload } from "@/client";
import { explanationQuery } from "@/lib/api/explanation";
import { uploadQuery } from "@/lib/api/uploads";
import { CameraName } from "@/lib/cameras/CameraName";
import { DeletePhoto } from "@/lib/deletion/DeletePhoto";
import { isMissing } from "@/lib/errors";
import { sizeText, timeText } from "@/lib/format";
import { Enlarged } from "@/lib/photo/Enlarged";
import { PhotoGone } from "@/lib/photo/PhotoGone";
import { PhotoWithTexts } from "@/lib/photo/why/PhotoWithTexts";
import { resultSentence, UploadResult } from "@/lib/photo/UploadResult";
import { useFreshSource } from "@/lib/photo/use-fresh-source";
import { usePointing, type Pointing } from "@/lib/photo/why/use-pointing";
import { Why } from "@/lib/photo/why/Why";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { Loading } from "@/lib/ui/Loading";
import { PageHeading } from "@/lib/ui/PageHeading";
import { RouterLink } from "@/lib/ui/RouterLink";
import { Spoken } from "@/lib/ui/Spoken";

import styles from "./UploadDetailPage.module.css";

const labels = texts.uploads.factLabels;

function factsOf({ file_name, size_bytes, image, captured_at, created_at, camera_id }: Upload): [string, ReactNode][] {
  return [
    [labels.file, file_name],
    [labels.created, timeText(created_at)],
    [labels.captured, captured_at === null ? texts.uploads.unknown : timeText(captured_at)],
    [labels.size, sizeText(size_bytes)],
    ...(image === null ? [] : [[labels.pixels, `${image.width} × ${image.height}`] as [string, ReactNode]]),
    ...(camera_id === null
      ? []
      : [[labels.camera, <CameraName key={camera_id} id={camera_id} />] as [string, ReactNode]]),
  ];
}

function Facts({ upload }: { upload: Upload }): ReactNode {
  return (
    <Container header={<Header variant="h2">{texts.uploads.facts}</Header>}>
      <dl className={styles.facts}>
        {factsOf(upload).map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Container>
  );
}

/** Whether the machine looked at the photo and found no plate: people then wonder why. */
const hasNoPlate = ({ status, reads, repeat_of }: Upload): boolean =>
  status === "done" && repeat_of === null && reads.every(({ source }) => source === "person");

function WhyNoPlate(about: { explanation: UseQueryResult<Explanation>; pointing: Pointing }): ReactNode {
  return (
    <section>
      <Header variant="h2">{texts.why.noReadTitle}</Header>
      <Why reads={[]} readId={null} {...about} />
    </section>
  );
}

function Photo({ upload, onGone }: { upload: Upload; onGone: () => void }): ReactNode {
  const { client } = useServices();
  const { src, onError } = useFreshSource(upload.image?.url ?? null, onGone);
  const explanation = useQuery({ ...explanationQuery(client, upload.upload_id), enabled: hasNoPlate(upload) });
  const pointing = usePointing();
  return (
    <Container>
      <div className={styles.body}>
        {src !== null && (
          <Enlarged src={src} size={upload.image}>
            <PhotoWithTexts
              src={src}
              alt={texts.photo.alt(resultSentence(upload))}
              reads={upload.reads}
              size={upload.image}
              onError={onError}
              texts={explanation.data?.texts}
              pointing={pointing}
            />
          </Enlarged>
        )}
        {src === null && upload.image !== null && <PhotoGone onShowAgain={onGone} />}
        <SpaceBetween size="l">
          <UploadResult upload={upload} src={src} />
          {hasNoPlate(upload) && <WhyNoPlate explanation={explanation} pointing={pointing} />}
        </SpaceBetween>
      </div>
      <div role="status">
        <Spoken>{resultSentence(upload)}</Spoken>
      </div>
    </Container>
  );
}

/** All about one upload: its photo, its plates and what else they might be. */
export function UploadDetailPage(): ReactNode {
  const { uploadId = "" } = useParams();
  const { client } = useServices();
  const { data: upload, error, isPending, refetch } = useQuery(uploadQuery(client, uploadId));
  const again = (): void => void refetch();
  const missing = isMissing(error);
  const name = upload?.file_name ?? texts.uploads.fallbackTitle;
  return (
    <SpaceBetween size="l">
      <SpaceBetween size="xs">
        <RouterLink to="/uploads">{texts.uploads.back}</RouterLink>
        {missing ? (
          <PageHeading title={texts.uploads.notFound} lead={texts.uploads.notFoundHelp} />
        ) : (
          <PageHeading
            title={name}
            actions={upload && <DeletePhoto uploadId={uploadId} needsReason={false} next="/uploads" />}
          />
        )}
      </SpaceBetween>
      {error !== null && !missing && <ErrorAlert error={error} onRetry={again} />}
      {isPending && <Loading />}
      {upload !== undefined && <Photo upload={upload} onGone={again} />}
      {upload !== undefined && <Facts upload={upload} />}
    </SpaceBetween>
  );
}
