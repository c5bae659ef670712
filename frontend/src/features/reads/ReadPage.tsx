import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useParams } from "react-router";

import type { Read, ReadDetail } from "@/client";
import { readQuery, readQueryKey } from "@/lib/api/reads";
import { isOperator, isSelf } from "@/lib/auth/auth";
import { DeletePhoto } from "@/lib/deletion/DeletePhoto";
import { isMissing } from "@/lib/errors";
import { sureRegion } from "@/lib/format";
import { NotesPanel } from "@/lib/notes/NotesPanel";
import { TagChips } from "@/lib/notes/TagChips";
import { Plate } from "@/lib/photo/plate/Plate";
import { PlateText } from "@/lib/photo/plate/PlateText";
import { ReadAs } from "@/lib/photo/plate/ReadAs";
import { currentPlate } from "@/lib/review/choice";
import { useServices } from "@/lib/services";
import { useStore } from "@/lib/store";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { Loading } from "@/lib/ui/Loading";
import { PageHeading } from "@/lib/ui/PageHeading";
import { RouterLink } from "@/lib/ui/RouterLink";

import { AboutRead } from "./AboutRead";
import { HoldPhoto } from "./hold/HoldPhoto";
import styles from "./ReadPage.module.css";

function NoSuchRead(): ReactNode {
  return (
    <SpaceBetween size="xs">
      <RouterLink to="/uploads">{texts.uploads.back}</RouterLink>
      <PageHeading title={texts.read.notFound} lead={texts.read.notFoundHelp} />
    </SpaceBetween>
  );
}

/** To the photo for its uploader, to all reads for operators: to others' uploads leads no page. */
function Back({ detail }: { detail: ReadDetail | undefined }): ReactNode {
  const session = useStore(useServices().auth.session);
  if (detail !== undefined && isSelf(session, detail.read.uploader))
    return <RouterLink to={`/uploads/${detail.upload.upload_id}`}>{texts.read.back}</RouterLink>;
  if (isOperator(session)) return <RouterLink to="/reads">{texts.plate.back}</RouterLink>;
  return <RouterLink to="/uploads">{texts.uploads.back}</RouterLink>;
}

function Actions({ read }: { read: Read }): ReactNode {
  const session = useStore(useServices().auth.session);
  if (!isOperator(session)) return null;
  const own = isSelf(session, read.uploader);
  return (
    <SpaceBetween direction="horizontal" size="m" alignItems="center">
      <RouterLink to={{ pathname: "/plates", hash: `#${currentPlate(read)}` }}>{texts.reads.allSightings}</RouterLink>
      <DeletePhoto uploadId={read.upload_id} needsReason={!own} next={own ? "/uploads" : "/reads"} />
    </SpaceBetween>
  );
}

function Heading({ read }: { read: Read }): ReactNode {
  return (
    <span className={styles.heading}>
      <Plate large>
        <PlateText read={read} />
      </Plate>
      <ReadAs read={read} />
    </span>
  );
}

function ReadOf({ readId }: { readId: string }): ReactNode {
  const { client } = useServices();
  const { data: detail, error, isPending, refetch } = useQuery(readQuery(client, readId));
  const queries = useQueryClient();
  const again = (): void => void refetch();
  const session = useStore(useServices().auth.session);
  if (isMissing(error)) return <NoSuchRead />;
  return (
    <SpaceBetween size="l">
      <SpaceBetween size="xs">
        <Back detail={detail} />
        <PageHeading
          actions={detail && <Actions read={detail.read} />}
          title={detail === undefined ? texts.read.fallbackTitle : texts.read.windowTitle(detail.upload.file_name)}
        >
          {detail && <Heading read={detail.read} />}
        </PageHeading>
        {detail?.noted && (
          <TagChips words={detail.noted.tags.map(({ word }) => word)} label={texts.notes.tagsOf(detail.noted.plate)} />
        )}
      </SpaceBetween>
      {error !== null && <ErrorAlert error={error} onRetry={again} />}
      {isPending && <Loading label={texts.read.loading} />}
      {detail !== undefined && isOperator(session) && (
        <HoldPhoto uploadId={detail.upload.upload_id} hold={detail.hold} />
      )}
      {detail !== undefined && <AboutRead key={readId} detail={detail} onPhotoGone={again} />}
      {detail?.noted && (
        <NotesPanel
          noted={detail.noted}
          region={sureRegion(detail.read)}
          onChange={(noted) => queries.setQueryData(readQueryKey(readId), { ...detail, noted })}
        />
      )}
    </SpaceBetween>
  );
}

/** All about one read: the plate, how sure each of its characters is, what else it might be, and why it was read. */
export function ReadPage(): ReactNode {
  const { readId = "" } = useParams();
  return <ReadOf key={readId} readId={readId} />;
}
