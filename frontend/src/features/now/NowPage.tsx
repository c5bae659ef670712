import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { CSSProperties, ReactNode } from "react";
import { useSearchParams } from "react-router";

import type { SiteNow } from "@/client";
import { timeText } from "@/lib/format";
import { useClock } from "@/lib/parking/use-clock";
import { useNow } from "@/lib/parking/use-now";
import { texts } from "@/lib/texts";
import { locale } from "@/lib/texts/language";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { Loading } from "@/lib/ui/Loading";
import { PageHeading } from "@/lib/ui/PageHeading";
import { StatusIndicator } from "@/lib/ui/StatusIndicator";

import { HowToBegin } from "./HowToBegin";
import styles from "./NowPage.module.css";
import { SiteTile } from "./SiteTile";

const { now: t } = texts;

const WALL = "wall";

/** So many tiles stand beside each other, by how many there are: all fit a screen that is wider than high. */
const columnsFor = (sites: number): number => (sites <= 1 ? 1 : sites <= 4 ? 2 : 3);

/** Asks the browser for the whole screen; where it refuses, the page stays as it is. */
const fillScreen = (): void => void document.documentElement.requestFullscreen().catch(() => undefined);

const canFillScreen = (): boolean => document.fullscreenEnabled;

function leaveFullScreen(): void {
  if (canFillScreen() && document.fullscreenElement !== null) void document.exitFullscreen();
}

const clock = new Intl.DateTimeFormat(locale, { timeStyle: "short" });

function WallBar({ now, onLeave }: { now: Date; onLeave: () => void }): ReactNode {
  return (
    <div className={styles.bar}>
      <div className={styles.title}>
        <PageHeading title={t.title} />
      </div>
      <time className={styles.clock} dateTime={now.toISOString()}>
        {clock.format(now)}
      </time>
      <SpaceBetween direction="horizontal" size="xs">
        {canFillScreen() && (
          <Button iconName="full-screen" onClick={fillScreen}>
            {t.fullScreen}
          </Button>
        )}
        <Button onClick={onLeave}>{t.leaveWall}</Button>
      </SpaceBetween>
    </div>
  );
}

type Tiles = { sites: readonly SiteNow[]; now: Date; onStale: () => void };

function Sites({ sites, now, onStale }: Tiles): ReactNode {
  return (
    <ul className={styles.sites} style={{ "--columns": columnsFor(sites.length) } as CSSProperties}>
      {sites.map((site) => (
        <li key={site.site_id}>
          <SiteTile site={site} now={now} onStale={onStale} />
        </li>
      ))}
    </ul>
  );
}

/** How it goes at all sites: on a desk, on a phone, and on a wall screen that is read from afar. */
export function NowPage(): ReactNode {
  const [query, setQuery] = useSearchParams();
  const { data, error, isPending, failureReason, fetchStatus, dataUpdatedAt, refetch } = useNow();
  const now = useClock();
  const isWall = query.has(WALL);
  const again = (): void => void refetch();
  const isStale = data !== undefined && (failureReason !== null || fetchStatus === "paused");
  const leave = (): void => {
    leaveFullScreen();
    setQuery({});
  };
  return (
    <div className={styles.page} data-wall={isWall}>
      {isWall ? (
        <WallBar now={now} onLeave={leave} />
      ) : (
        <PageHeading
          title={t.title}
          lead={t.lead}
          actions={
            <Button iconName="full-screen" onClick={() => setQuery({ [WALL]: "1" })}>
              {t.wall}
            </Button>
          }
        />
      )}
      <div role="status">
        {isStale && (
          <StatusIndicator type="warning">{t.stale(timeText(new Date(dataUpdatedAt).toISOString()))}</StatusIndicator>
        )}
      </div>
      {data === undefined && error !== null && <ErrorAlert error={error} onRetry={again} />}
      {isPending && <Loading label={t.loading} />}
      {data?.sites.length === 0 && <HowToBegin />}
      {data !== undefined && data.sites.length > 0 && <Sites sites={data.sites} now={now} onStale={again} />}
    </div>
  );
}
