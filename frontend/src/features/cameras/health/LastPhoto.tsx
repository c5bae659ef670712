import { useState, type ReactNode } from "react";
import { Link } from "react-router";

import type { Camera } from "@/client";
import { texts } from "@/lib/texts";

import styles from "./LastPhoto.module.css";

const { watching: t } = texts;

/** A camera's newest photo, and the way to those before it. */
export function LastPhoto({ camera }: { camera: Camera }): ReactNode {
  const url = camera.last_photo?.thumbnail_url ?? null;
  // Of a photo that could not be read, or was deleted, there is none.
  const [goneUrl, setGoneUrl] = useState<string | null>(null);
  if (camera.last_photo === null) return <span className={styles.none}>{t.noPhoto}</span>;
  const label = t.lastPhoto(camera.name);
  const hasPicture = url !== null && url !== goneUrl;
  return (
    <Link
      to={`/cameras/${camera.camera_id}`}
      className={styles.photo}
      // Whoever speaks to the page says what they see.
      aria-label={hasPicture ? label : `${label}: ${t.noPicture}`}
    >
      {!hasPicture ? (
        <span className={styles.none}>{t.noPicture}</span>
      ) : (
        <img src={url} alt="" loading="lazy" decoding="async" onError={() => setGoneUrl(url)} />
      )}
    </Link>
  );
}
