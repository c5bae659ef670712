import Link from "@cloudscape-design/components/link";
import Toggle from "@cloudscape-design/components/toggle";
import { useState, type CSSProperties, type ReactNode } from "react";

import { texts } from "@/lib/texts";

import styles from "./Enlarged.module.css";

type Props = {
  src: string;
  /** Pixels, where known. */
  size: { width: number } | null | undefined;
  /** The photo; where it looks otherwise when it is enlarged, by whether it is. */
  children: ReactNode | ((isLarge: boolean) => ReactNode);
};

const { photo: t } = texts;

/** A photo that can be enlarged where it stands, to be moved by scrolling, and opened by itself in full size. */
export function Enlarged({ src, size, children }: Props): ReactNode {
  const [isLarge, setLarge] = useState(false);
  const photo = typeof children === "function" ? children(isLarge) : children;
  return (
    <div>
      <div className={styles.row}>
        <Toggle checked={isLarge} onChange={({ detail }) => setLarge(detail.checked)}>
          {t.enlarge}
        </Toggle>
        <Link href={src} external externalIconAriaLabel={t.newTab}>
          {t.fullSize}
        </Link>
      </div>
      {isLarge ? (
        <div
          className={styles.window}
          role="region"
          aria-label={t.enlarged}
          // Scrolled by the arrow keys.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          style={{ "--photo-pixels": `${size?.width ?? 0}px` } as CSSProperties}
        >
          {photo}
        </div>
      ) : (
        photo
      )}
    </div>
  );
}
