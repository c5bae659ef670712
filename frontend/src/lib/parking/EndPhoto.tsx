import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import type { ReadDetail, VisitEnd } from "@/client";
import { readQuery } from "@/lib/api/reads";
import { CloseUp } from "@/lib/photo/CloseUp";
import { Enlarged } from "@/lib/photo/Enlarged";
import { PhotoWithBoxes } from "@/lib/photo/PhotoWithBoxes";
import { useFreshSource } from "@/lib/photo/use-fresh-source";
import { useServices } from "@/lib/services";

import styles from "./EndPhoto.module.css";
import { EndThumbnail } from "./EndThumbnail";

type Shown = { detail: ReadDetail; alt: string; onStale: () => void };

function Whole({ detail: { read, upload }, alt, onStale }: Shown): ReactNode {
  const { src, onError } = useFreshSource(upload.image?.url ?? null, onStale);
  if (src === null || upload.image === null) return null;
  return (
    <>
      <div className={styles.closeUp}>
        <CloseUp src={src} size={upload.image} read={read} large />
      </div>
      <Enlarged src={src} size={upload.image}>
        <PhotoWithBoxes src={src} alt={alt} reads={[read]} size={upload.image} onError={onError} />
      </Enlarged>
    </>
  );
}

type Props = { end: VisitEnd; alt: string; onStale: () => void };

/** The photo of one end of a visit with its plate close up; the small one until it is there, and where it does not come. */
export function EndPhoto({ end, alt, onStale }: Props): ReactNode {
  const { client } = useServices();
  const { data, refetch } = useQuery({ ...readQuery(client, end.read_id), staleTime: 60_000 });
  const isThere = data !== undefined && data.upload.image !== null;
  if (!isThere) return <EndThumbnail end={end} onStale={onStale} alt={alt} large />;
  return <Whole detail={data} alt={alt} onStale={() => void refetch()} />;
}
