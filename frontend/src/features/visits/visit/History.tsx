import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import type { ReactNode } from "react";

import type { VisitDetail, VisitHistoryEntry } from "@/client";
import { EndThumbnail } from "@/lib/parking/EndThumbnail";
import { siteTimeText } from "@/lib/parking/time";
import { texts } from "@/lib/texts";
import { RouterLink } from "@/lib/ui/RouterLink";

import styles from "./Visit.module.css";

const { visit: t } = texts;

type Props = { visit: VisitDetail; onStale: () => void };

/** Every photo that a visit follows from. */
export function Photos({ visit: { photos, time_zone }, onStale }: Props): ReactNode {
  return (
    <Container
      header={
        <Header variant="h2" counter={`(${photos.length})`} description={t.photosHelp}>
          {t.photos}
        </Header>
      }
    >
      <ul className={styles.photos}>
        {photos.map((photo) => (
          <li key={photo.read_id}>
            <EndThumbnail end={photo} onStale={onStale} large />
            <RouterLink to={`/reads/${photo.read_id}`}>
              <span className={styles.code}>{photo.plate}</span>
            </RouterLink>
            <span>{siteTimeText(photo.at, time_zone)}</span>
            <span className={styles.faint}>
              {photo.camera_name ?? photo.camera_id} · {t.trust[photo.trust]}
            </span>
          </li>
        ))}
      </ul>
    </Container>
  );
}

/** What changed, as far as it has a name: the rest follows from that. */
const namesOf = (fields: readonly string[]): string => fields.flatMap((field) => t.fieldNames[field] ?? []).join(", ");

function Entry({ entry: { at, kind, by_email, fields }, zone }: { entry: VisitHistoryEntry; zone: string }): ReactNode {
  const names = namesOf(fields);
  return (
    <li>
      <strong>{t.kinds[kind] ?? kind}</strong>
      <span>
        <time dateTime={at}>{siteTimeText(at, zone)}</time>, {by_email === null ? t.byPlatebook : t.by(by_email)}
      </span>
      {names !== "" && <span className={styles.faint}>{t.fields(names)}</span>}
    </li>
  );
}

/** What became of a visit, oldest first. */
export function History({ visit: { history, time_zone } }: Pick<Props, "visit">): ReactNode {
  return (
    <Container header={<Header variant="h2">{t.history}</Header>}>
      {history.length === 0 ? (
        <p className={styles.faint}>{t.noHistory}</p>
      ) : (
        <ol className={styles.history}>
          {history.map((entry) => (
            <Entry key={`${entry.version} ${entry.kind}`} entry={entry} zone={time_zone} />
          ))}
        </ol>
      )}
    </Container>
  );
}
