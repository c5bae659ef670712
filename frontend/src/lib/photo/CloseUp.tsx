import type { CSSProperties, ReactNode } from "react";

import type { Read } from "@/client";
import { texts } from "@/lib/texts";

import styles from "./CloseUp.module.css";

type Props = {
  src: string;
  size: { width: number; height: number };
  read: Read;
  /** As large as the place allows, for a page about this plate alone. */
  large?: boolean;
};

/** How much of the surroundings to show, in parts of the plate's own width and height. */
const MARGIN = 0.15;

const percent = (ratio: number): string => `${ratio * 100}%`;

/** The plate itself, cut out of the photo by the browser: for comparing it with what was read. Nothing where no one said where it is. */
export function CloseUp({ src, size, read, large = false }: Props): ReactNode {
  if (read.bounding_box === null) return null;
  const { left, top, width, height } = read.bounding_box;
  const [cutWidth, cutHeight] = [width * (1 + 2 * MARGIN), height * (1 + 2 * MARGIN)];
  const [cutLeft, cutTop] = [left - width * MARGIN, top - height * MARGIN];
  const ratio = (cutWidth * size.width) / (cutHeight * size.height);
  return (
    <div className={styles.window} data-large={large} style={{ "--ratio": ratio } as CSSProperties}>
      <img
        className={styles.photo}
        src={src}
        alt={texts.photo.closeUp(read.plate)}
        style={{ width: percent(1 / cutWidth), left: percent(-cutLeft / cutWidth), top: percent(-cutTop / cutHeight) }}
      />
    </div>
  );
}
