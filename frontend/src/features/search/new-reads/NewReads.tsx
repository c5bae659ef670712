import Button from "@cloudscape-design/components/button";
import { useRef, type ReactNode } from "react";

import type { SearchRequest } from "@/client";
import { texts } from "@/lib/texts";
import { Spoken } from "@/lib/ui/Spoken";

import styles from "./NewReads.module.css";
import { useNewReads } from "./use-new-reads";

const { live: t } = texts;

/** Who has moved the pointer over the rows so lately is about to press on one. */
const POINTING_MS = 5_000;

/** Whether nobody is at work in a part of the page: no focus in it, no pointer that moves over it, its top in view. */
function useRest() {
  const part = useRef<HTMLDivElement>(null);
  const pointedAt = useRef(-Infinity);
  const isAtRest = (): boolean => {
    const { activeElement } = document;
    const isFocused = activeElement !== part.current && part.current?.contains(activeElement) === true;
    const isPointedAt = performance.now() - pointedAt.current < POINTING_MS;
    return !isFocused && !isPointedAt && (part.current?.getBoundingClientRect().top ?? 0) >= 0;
  };
  return { part, isAtRest, onPointerMove: () => void (pointedAt.current = performance.now()) };
}

/** Reads that are found, and what has become new among them since. */
export function NewReads({ request, children }: { request: SearchRequest; children: ReactNode }): ReactNode {
  const { part, isAtRest, onPointerMove } = useRest();
  const { offer, said } = useNewReads(request, isAtRest);
  return (
    <div ref={part} tabIndex={-1} className={styles.found} onPointerMove={onPointerMove}>
      <div role="status" className={offer === null ? undefined : styles.offer}>
        {offer === null ? said > 0 && <Spoken>{t.shown(said)}</Spoken> : t.newReads(offer.count, !offer.isAll)}
        {offer !== null && (
          <Button
            onClick={() => {
              offer.show();
              part.current?.focus({ preventScroll: true });
              part.current?.scrollIntoView({ block: "nearest" });
            }}
          >
            {t.show}
          </Button>
        )}
      </div>
      {children}
    </div>
  );
}
