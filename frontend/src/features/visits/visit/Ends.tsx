import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import type { ReactNode } from "react";

import type { VisitDetail, VisitEnd } from "@/client";
import { EndPhoto } from "@/lib/parking/EndPhoto";
import { siteTimeText } from "@/lib/parking/time";
import { Plate } from "@/lib/photo/plate/Plate";
import { texts } from "@/lib/texts";
import { RouterLink } from "@/lib/ui/RouterLink";
import { StatusIndicator, type StatusIndicatorProps } from "@/lib/ui/StatusIndicator";

import styles from "./Visit.module.css";

const { visit: t } = texts;

export const TRUST_ICONS: Record<VisitEnd["trust"], StatusIndicatorProps.Type> = {
  in_doubt: "pending",
  accepted: "success",
  person: "success",
};

function About({ end, zone }: { end: VisitEnd; zone: string }): ReactNode {
  return (
    <div className={styles.about}>
      <Plate large>{end.plate}</Plate>
      <StatusIndicator type={TRUST_ICONS[end.trust]}>{t.trust[end.trust]}</StatusIndicator>
      <span>
        <time dateTime={end.at}>{siteTimeText(end.at, zone)}</time> · {end.camera_name ?? end.camera_id}
        {!end.is_at_gate && ` · ${t.onSpot}`}
      </span>
      {!end.is_time_told && <StatusIndicator type="warning">{t.timeNotTold}</StatusIndicator>}
      <RouterLink to={`/reads/${end.read_id}`}>{t.openRead(end.plate)}</RouterLink>
    </div>
  );
}

type EndProps = { title: string; end: VisitEnd | null; missing: string; zone: string; onStale: () => void };

function End({ title, end, missing, zone, onStale }: EndProps): ReactNode {
  return (
    <Container header={<Header variant="h2">{title}</Header>} fitHeight>
      {end === null ? (
        <p className={styles.missing}>{missing}</p>
      ) : (
        <div className={styles.end}>
          <EndPhoto end={end} alt={t.photo(end.plate, title)} onStale={onStale} />
          <About end={end} zone={zone} />
        </div>
      )}
    </Container>
  );
}

/** Why there is no photo of it leaving. */
function noExit({ state, ending, entry }: VisitDetail): string {
  if (state === "open") return entry?.is_at_gate === false ? `${t.stillInside} ${t.spotAnew}` : t.stillInside;
  return ending === null ? t.noExit : `${t.noExit} ${t.endings[ending]}`;
}

/** Both ends of a visit side by side: whether it is one vehicle, one sees. */
export function Ends({ visit, onStale }: { visit: VisitDetail; onStale: () => void }): ReactNode {
  const { entry, exit, time_zone: zone } = visit;
  return (
    <div className={styles.ends}>
      <End title={t.entry} end={entry} missing={t.noEntry} zone={zone} onStale={onStale} />
      <End title={t.exit} end={exit} missing={noExit(visit)} zone={zone} onStale={onStale} />
    </div>
  );
}
