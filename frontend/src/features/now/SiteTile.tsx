import Icon, { type IconProps } from "@cloudscape-design/components/icon";
import type { ReactNode } from "react";
import { Link } from "react-router";

import type { SiteNow } from "@/client";
import { numberText } from "@/lib/format";
import { agoText, shortTimeText } from "@/lib/parking/time";
import { wayOf, type Way } from "@/lib/parking/way";
import { useFreshSource } from "@/lib/photo/use-fresh-source";
import { texts } from "@/lib/texts";

import styles from "./SiteTile.module.css";

const { now: t } = texts;

/** Up to here the API counts. */
const MOST_COUNTED = 100;

type Props = { site: SiteNow; now: Date; onStale: () => void };

/** How full it is as a bar: what is sure, and behind it what may be. */
function Filling({
  vehicles,
  plus_minus,
  spaces,
}: {
  vehicles: number;
  plus_minus: number;
  spaces: number;
}): ReactNode {
  const part = (n: number): string => `${(Math.min(Math.max(n, 0), spaces) / Math.max(spaces, 1)) * 100}%`;
  return (
    <span className={styles.bar} data-full={vehicles >= spaces} aria-hidden="true">
      <span className={styles.perhaps} style={{ inlineSize: part(vehicles + plus_minus) }} />
      <span className={styles.surely} style={{ inlineSize: part(vehicles - plus_minus) }} />
    </span>
  );
}

function Since({ site: { since, time_zone }, now }: Omit<Props, "onStale">): ReactNode {
  if (since === null) return null;
  const how = since.is_by_schedule ? t.bySchedule : t.byPerson;
  return (
    <p className={styles.small}>
      {t.since(shortTimeText(since.at, time_zone, now))}
      <span className={styles.how}>, {how}</span>
    </p>
  );
}

function Uncounted({ siteId }: { siteId: string }): ReactNode {
  return (
    <div>
      <p className={styles.uncounted}>{t.uncounted}</p>
      <p className={`${styles.small} ${styles.help}`}>
        {t.uncountedHelp} <Link to={`/sites/${siteId}/occupancy`}>{t.setCount}</Link>
      </p>
    </div>
  );
}

function Count({ site, now }: Omit<Props, "onStale">): ReactNode {
  const { vehicles, plus_minus, spaces, site_id } = site;
  if (vehicles === null) return <Uncounted siteId={site_id} />;
  return (
    <div>
      <p className={styles.count}>
        <strong>{numberText(vehicles)}</strong> <span>{t.plusMinus(numberText(plus_minus))}</span>{" "}
        <span className={styles.of}>{spaces === null ? t.vehicles : t.of(numberText(spaces))}</span>
      </p>
      {spaces !== null && <Filling vehicles={vehicles} plus_minus={plus_minus} spaces={spaces} />}
      <div className={styles.row}>
        {spaces !== null && (
          <p className={styles.free}>{vehicles >= spaces ? t.full : t.free(numberText(spaces - vehicles))}</p>
        )}
        <Since site={site} now={now} />
      </div>
    </div>
  );
}

const ICONS: Record<Way, IconProps.Name> = { in: "arrow-right", out: "arrow-left", there: "location-pin" };

function Last({ site: { last, last_visit, time_zone }, now, onStale }: Props): ReactNode {
  const { src, onError } = useFreshSource(last?.thumbnail_url ?? null, onStale);
  if (last === null) return <p className={styles.small}>{t.none}</p>;
  const way = wayOf(last, last_visit);
  const plate = <span className={styles.plate}>{last.plate}</span>;
  return (
    <div className={styles.last}>
      <span className={styles.picture}>
        {src !== null && <img src={src} alt="" decoding="async" onError={onError} />}
      </span>
      <div className={styles.about}>
        {last_visit === null ? plate : <Link to={`/visits/${last_visit.visit_id}`}>{plate}</Link>}
        <span className={styles.way}>
          {way !== null && (
            <>
              <Icon name={ICONS[way]} size="inherit" /> {t.ways[way]}{" "}
            </>
          )}
          <time dateTime={last.at} title={shortTimeText(last.at, time_zone, now)}>
            {agoText(last.at, now)}
          </time>
        </span>
        <span className={styles.small}>{last.camera_name ?? last.camera_id}</span>
      </div>
    </div>
  );
}

type Signal = { to: string; icon: IconProps.Name; text: string; isUrgent: boolean };

/** What waits for somebody at a site, the most urgent first. */
function signalsOf({ site_id, overstayed, questions, waiting_alerts, silent_cameras }: SiteNow): readonly Signal[] {
  const [hasMore, of] = [(n: number): boolean => n >= MOST_COUNTED, encodeURIComponent(site_id)];
  const all: readonly (Signal & { n: number })[] = [
    {
      n: waiting_alerts,
      to: "/alerts",
      icon: "notification",
      text: t.alerts(waiting_alerts, hasMore(waiting_alerts)),
      isUrgent: true,
    },
    {
      n: overstayed,
      to: `/visits?site=${of}&pile=overstayed`,
      icon: "status-warning",
      text: t.overstayed(overstayed, hasMore(overstayed)),
      isUrgent: true,
    },
    {
      n: questions,
      to: "/review?queue=questions",
      icon: "status-info",
      text: t.questions(questions, hasMore(questions)),
      isUrgent: false,
    },
    { n: silent_cameras, to: "/cameras", icon: "status-negative", text: t.silent(silent_cameras), isUrgent: true },
  ];
  return all.filter(({ n }) => n > 0);
}

function Signals({ site }: { site: SiteNow }): ReactNode {
  const signals = signalsOf(site);
  if (site.cameras === 0)
    return (
      <p className={styles.small}>
        {t.noCameras} <Link to="/cameras">{t.addCameras}</Link>
      </p>
    );
  if (signals.length === 0) return <p className={styles.small}>{t.quiet}</p>;
  return (
    <ul className={styles.signals}>
      {signals.map(({ to, icon, text, isUrgent }) => (
        <li key={text} data-urgent={isUrgent}>
          <Link to={to}>
            <Icon name={icon} size="inherit" /> {text}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** A site just now: how full it is, who came last, and what waits for somebody. */
export function SiteTile({ site, now, onStale }: Props): ReactNode {
  const { site_id, site_name } = site;
  const id = `site-${site_id}`;
  return (
    <article className={styles.tile} aria-labelledby={id}>
      <h2 id={id} className={styles.name}>
        <Link to={`/visits?site=${encodeURIComponent(site_id)}&pile=inside`}>{site_name}</Link>
      </h2>
      <Count site={site} now={now} />
      <Last site={site} now={now} onStale={onStale} />
      <Signals site={site} />
      <nav className={styles.ways} aria-label={t.site(site_name)}>
        <Link to={`/visits?site=${encodeURIComponent(site_id)}`}>{t.visits}</Link>
        <Link to={`/sites/${site_id}/occupancy`}>{t.occupancy}</Link>
        <Link to={`/sites/${site_id}/charts`}>{t.charts}</Link>
      </nav>
    </article>
  );
}
