import type { ReactNode } from "react";

import type { VisitEnd } from "@/client";
import { useFreshSource } from "@/lib/photo/use-fresh-source";
import { texts } from "@/lib/texts";

import styles from "./EndThumbnail.module.css";

const { visits: t } = texts;

type Props = { end: VisitEnd; onStale: () => void; large?: boolean; alt?: string };

/** A small photo of one end of a visit; says where it is gone. */
export function EndThumbnail({ end, onStale, large = false, alt = t.picture(end.plate) }: Props): ReactNode {
  const { src, onError } = useFreshSource(end.thumbnail_url, onStale);
  return (
    <span className={styles.picture} data-large={large}>
      {src === null ? (
        <span className={styles.gone}>{t.pictureGone}</span>
      ) : (
        <img src={src} alt={alt} decoding="async" onError={onError} />
      )}
    </span>
  );
}
