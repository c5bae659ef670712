import Button from "@cloudscape-design/components/button";
import FileDropzone from "@cloudscape-design/components/file-dropzone";
import FileInput from "@cloudscape-design/components/file-input";
import { useEffect, useRef, type ReactNode } from "react";

import { texts } from "@/lib/texts";

import styles from "./ChoosePhotos.module.css";

const ACCEPT = [
  ...["image/jpeg", "image/png", "image/heic", "image/heif", "image/webp", "image/avif"],
  ...[".jpg", ".jpeg", ".png", ".heic", ".heif", ".webp", ".avif"],
].join(",");

/** Cloudscape has video cameras only. */
const CAMERA_ICON = (
  <svg viewBox="0 0 16 16" focusable="false" aria-hidden="true">
    <path d="M2 5h2.5L6 3h4l1.5 2H14v8H2V5Z" />
    <circle cx="8" cy="9" r="2" />
  </svg>
);

/** A photo dropped beside the area would replace the whole page: the browser opens it. */
function useHarmlessDrops(): void {
  useEffect(() => {
    const prevent = (event: Event): void => event.preventDefault();
    addEventListener("dragover", prevent);
    addEventListener("drop", prevent);
    return () => {
      removeEventListener("dragover", prevent);
      removeEventListener("drop", prevent);
    };
  }, []);
}

/** Takes photos by drop, by choice, and on phones straight from the camera. */
export function ChoosePhotos({ onChoose }: { onChoose: (files: File[]) => void }): ReactNode {
  const camera = useRef<HTMLInputElement>(null);
  useHarmlessDrops();
  return (
    <div className={styles.area}>
      <FileDropzone onChange={({ detail }) => onChoose(detail.value)}>
        <div className={styles.content}>
          <strong className={styles.drop}>{texts.upload.drop}</strong>
          <div className={styles.buttons}>
            <FileInput accept={ACCEPT} multiple value={[]} onChange={({ detail }) => onChoose(detail.value)}>
              {texts.upload.choose}
            </FileInput>
            <span className={styles.camera}>
              <Button iconSvg={CAMERA_ICON} onClick={() => camera.current?.click()}>
                {texts.upload.camera}
              </Button>
              <input
                ref={camera}
                type="file"
                accept="image/*"
                capture="environment"
                hidden
                aria-hidden="true"
                tabIndex={-1}
                onChange={({ target }) => {
                  onChoose([...(target.files ?? [])]);
                  target.value = "";
                }}
              />
            </span>
          </div>
          <span className={styles.limits}>{texts.upload.limits}</span>
        </div>
      </FileDropzone>
    </div>
  );
}
