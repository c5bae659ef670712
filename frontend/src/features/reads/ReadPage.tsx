import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useParams } from "react-router";

import { uploadQuery } from "@/lib/api/uploads";
import { isMissing } from "@/lib/errors";
import { Plate } from "@/lib/photo/Plate";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { Loading } from "@/lib/ui/Loading";
import { PageHeading } from "@/lib/ui/PageHeading";
import { RouterLink } from "@/lib/ui/RouterLink";

import { AboutRead } from "./AboutRead";
import { uploadIdOf } from "@/lib/photo/doubt";

function NoSuchRead(): ReactNode {
  return (
    <SpaceBetween size="xs">
      <RouterLink to="/uploads">{texts.uploads.back}</RouterLink>
      <PageHeading title={texts.read.notFound} lead={texts.read.notFoundHelp} />
    </SpaceBetween>
  );
}

function ReadOf({ uploadId, readId }: { uploadId: string; readId: string }): ReactNode {
  const { client } = useServices();
  const { data: upload, error, isPending, refetch } = useQuery(uploadQuery(client, uploadId));
  const again = (): void => void refetch();
  const read = upload?.reads.find(({ read_id }) => read_id === readId);
  const isOnItsWay = isPending || upload?.status === "processing";
  if (isMissing(error) || (upload !== undefined && read === undefined && !isOnItsWay)) return <NoSuchRead />;
  return (
    <SpaceBetween size="l">
      <SpaceBetween size="xs">
        <RouterLink to={`/uploads/${uploadId}`}>{texts.read.back}</RouterLink>
        <PageHeading title={upload === undefined ? texts.read.fallbackTitle : texts.read.windowTitle(upload.file_name)}>
          {read && <Plate large>{read.plate}</Plate>}
        </PageHeading>
      </SpaceBetween>
      {error !== null && <ErrorAlert error={error} onRetry={again} />}
      {isOnItsWay && <Loading label={texts.read.loading} />}
      {upload !== undefined && read !== undefined && (
        <AboutRead key={readId} upload={upload} read={read} onPhotoGone={again} />
      )}
    </SpaceBetween>
  );
}

/** All about one read: the plate, how sure each of its characters is, what else it might be, and why it was read. */
export function ReadPage(): ReactNode {
  const { readId = "" } = useParams();
  const uploadId = uploadIdOf(readId);
  return uploadId === null ? <NoSuchRead /> : <ReadOf uploadId={uploadId} readId={readId} />;
}
