import type { ReactNode } from "react";

import type { Read, Said, Upload } from "@/client";
import { percentText } from "@/lib/format";
import { texts } from "@/lib/texts";
import { Direction } from "@/lib/cameras/Direction";
import { StatusIndicator, type StatusIndicatorProps } from "@/lib/ui/StatusIndicator";

import { agreementOf, type Agreement } from "./agreement";
import styles from "./SaidFacts.module.css";

const { said: t } = texts.watching;

const TYPES: Record<Agreement, StatusIndicatorProps.Type> = { agrees: "success", other: "info", differs: "warning" };

function Opinion({ said, agreement }: { said: Said; agreement: Agreement | null }): ReactNode {
  const { opinion } = said;
  if (opinion === null) return t.nothing;
  const { plate, confidence } = opinion;
  return (
    <>
      <span className={styles.plate}>{plate}</span>
      {confidence !== null && <> ({t.confidence(percentText(confidence))})</>}
      {agreement !== null && (
        <div>
          <StatusIndicator type={TYPES[agreement]}>{t[agreement]}</StatusIndicator>
        </div>
      )}
    </>
  );
}

function Way({ said: { direction, movement } }: { said: Said }): ReactNode {
  if (direction === null) return null;
  const meaning = movement === "ignore" ? texts.cameras.movements.ignore : movement === null ? t.noMeaning : null;
  return (
    <>
      <dt>{t.direction}</dt>
      <dd>
        <Direction movement={movement} />
        {meaning} ({t.word(direction)})
      </dd>
    </>
  );
}

/** What the camera that sent the photo by itself said beside it, as pairs of `dt` and `dd`; its plate is a second opinion. */
export function SaidFacts({ upload, read }: { upload: Upload; read: Read }): ReactNode {
  const { said, reads } = upload;
  if (said === null) return null;
  return (
    <>
      <dt>{t.plate}</dt>
      <dd>
        <Opinion said={said} agreement={agreementOf(said, read, reads)} />
      </dd>
      <Way said={said} />
      <dt>{t.time}</dt>
      <dd>
        {t.derived[said.taken_at.derived]}
        {said.is_retransmitted && (
          <div>
            <StatusIndicator type="info">{t.later}</StatusIndicator>
          </div>
        )}
      </dd>
    </>
  );
}
