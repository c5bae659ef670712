import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import type { Upload } from "@/client";
import { uploadQuery } from "@/lib/api/uploads";
import { PhotoWithBoxes } from "@/lib/photo/PhotoWithBoxes";
import { resultSentence, UploadResult } from "@/lib/photo/UploadResult";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { Loading } from "@/lib/ui/Loading";
import { RouterLink } from "@/lib/ui/RouterLink";

import styles from "./SentPhoto.module.css";

/** S3 has taken the photo; that the API doesn't know yet is a matter of moments. */
const asSent = (upload: Upload): Upload =>
  upload.status === "awaiting_upload" ? { ...upload, status: "processing" } : upload;

/** A photo that was sent: asks for its plates until they are read, and shows them in the photo the browser still has. */
export function SentPhoto({ uploadId, src }: { uploadId: string; src: string | null }): ReactNode {
  const { client } = useServices();
  const { data, error, refetch } = useQuery(uploadQuery(client, uploadId));
  const upload = data && asSent(data);
  return (
    <>
      {src !== null && (
        <PhotoWithBoxes
          src={src}
          alt={upload === undefined ? "" : texts.photo.alt(resultSentence(upload))}
          reads={upload?.reads ?? []}
          size={upload?.image ?? null}
        />
      )}
      <div className={styles.result}>
        {error !== null && <ErrorAlert error={error} onRetry={() => void refetch()} />}
        {upload === undefined && error === null && <Loading label={texts.photo.statuses.processing} />}
        {upload !== undefined && <UploadResult upload={upload} src={src} />}
        {upload !== undefined && <RouterLink to={`/uploads/${uploadId}`}>{texts.upload.details}</RouterLink>}
      </div>
    </>
  );
}
