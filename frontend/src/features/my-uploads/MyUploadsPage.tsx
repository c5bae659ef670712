import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useRef, type ReactNode } from "react";
import { useNavigate } from "react-router";

import type { Upload } from "@/client";
import { uploadsQuery } from "@/lib/api/uploads";
import { ReceiptNote } from "@/lib/deletion/ReceiptNote";
import { unfinishedCounts } from "@/lib/leaving";
import { useServices } from "@/lib/services";
import { useStore } from "@/lib/store";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { Loading } from "@/lib/ui/Loading";
import { PageHeading } from "@/lib/ui/PageHeading";
import { useOneAtATime } from "@/lib/use-one-at-a-time";

import styles from "./MyUploadsPage.module.css";
import { UploadTile } from "./UploadTile";

function NoUploads(): ReactNode {
  const navigate = useNavigate();
  return (
    <Box textAlign="center" padding={{ vertical: "xxl" }}>
      <SpaceBetween size="s">
        <Box variant="h2">{texts.uploads.empty}</Box>
        <Box variant="p" color="text-body-secondary">
          {texts.uploads.emptyHelp}
        </Box>
        <Button variant="primary" onClick={() => void navigate("/")}>
          {texts.uploads.emptyAction}
        </Button>
      </SpaceBetween>
    </Box>
  );
}

function Tiles({ uploads, onPictureGone }: { uploads: readonly Upload[]; onPictureGone: () => void }): ReactNode {
  return (
    <ul className={styles.tiles}>
      {uploads.map((upload) => (
        <li key={upload.upload_id}>
          <UploadTile upload={upload} onPictureGone={onPictureGone} />
        </li>
      ))}
    </ul>
  );
}

/** Looks again whenever a photo that this browser had still to send is through: a card changes, or comes. */
function useAgainWhenSent(lookAgain: () => void): void {
  const { photos } = useStore(unfinishedCounts);
  const before = useRef(photos);
  useEffect(() => {
    if (photos < before.current) lookAgain();
    before.current = photos;
  });
}

/** The person's own photos, newest first, a page at a time. */
export function MyUploadsPage(): ReactNode {
  const { client } = useServices();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    uploadsQuery(client),
  );
  const more = useOneAtATime(fetchNextPage);
  const uploads = data?.pages.flatMap((page) => page.uploads) ?? [];
  useAgainWhenSent(() => void refetch());
  return (
    <SpaceBetween size="l">
      <PageHeading
        title={texts.uploads.title}
        lead={texts.uploads.lead}
        counter={uploads.length > 0 ? texts.uploads.count(uploads.length, hasNextPage) : undefined}
      />
      <ReceiptNote />
      {error !== null && <ErrorAlert error={error} onRetry={() => void refetch()} />}
      {isPending && <Loading label={texts.uploads.loading} />}
      {data !== undefined && uploads.length === 0 && <NoUploads />}
      <Tiles uploads={uploads} onPictureGone={() => void refetch()} />
      {hasNextPage && (
        <Box textAlign="center">
          <Button onClick={more} loading={isFetchingNextPage} loadingText={texts.uploads.loading}>
            {texts.uploads.more}
          </Button>
        </Box>
      )}
    </SpaceBetween>
  );
}
