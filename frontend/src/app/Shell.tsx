import { useEffect, useRef, type ReactNode } from "react";
import { Outlet, useLocation } from "react-router";

import { useIsGoing } from "@/lib/going";
import { DECISIONS, JUDGEMENTS, keptFor, userIdOf } from "@/lib/kept";
import { lostCounts } from "@/lib/leaving";
import { useOnline } from "@/lib/online";
import { useServices } from "@/lib/services";
import { useStore } from "@/lib/store";
import { texts } from "@/lib/texts/first";
import { StatusIndicator } from "@/lib/ui/StatusIndicator";

import { AppHeader } from "./AppHeader";
import { useAround } from "./around";
import { PageBoundary } from "./places/PageBoundary";
import styles from "./Shell.module.css";

/** Moves the keyboard's and the screen reader's place to the new page when there is one. */
function useFocusOnNewPage(): React.RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const shownPath = useRef(pathname);
  useEffect(() => {
    if (shownPath.current === pathname) return;
    shownPath.current = pathname;
    main.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, [pathname]);
  return main;
}

/** Sends decisions that were still on their way when the page was left; only then their code is loaded for it. */
function useDecisionsLeft(): void {
  const services = useServices();
  const userId = userIdOf(useStore(services.auth.session));
  useEffect(() => {
    const kept = keptFor(userId);
    if (kept.get(DECISIONS) !== null)
      void import("@/features/review/use-review-queue").then(({ queueOf }) => queueOf(services));
    if (kept.get(JUDGEMENTS) !== null)
      void import("@/features/review/missed/judgements-of").then(({ judgementsOf }) => judgementsOf(services));
  }, [services, userId]);
}

/** Goes on with photos that were not sent when the page was left, whichever page is opened now. */
function usePhotosLeft(): void {
  const services = useServices();
  const userId = userIdOf(useStore(services.auth.session));
  useEffect(() => {
    if (userId === null) return;
    // Offline its code may not come: the upload page, which needs it as well, says so.
    import("@/features/upload/use-upload-queue")
      .then(({ uploadingOf }) => uploadingOf(services))
      .catch(() => undefined);
  }, [services, userId]);
}

function Offline(): ReactNode {
  const { photos } = useStore(lostCounts);
  return (
    <div className={styles.offline}>
      <StatusIndicator type="warning">
        {photos > 0 ? texts.app.offlineUnkept(photos) : texts.app.offline}
      </StatusIndicator>
    </div>
  );
}

/** What is around every page. */
export function Shell(): ReactNode {
  useDecisionsLeft();
  usePhotosLeft();
  const around = useAround();
  const main = useFocusOnNewPage();
  const online = useOnline();
  const isGoing = useIsGoing();
  return (
    <>
      <a className={styles.skip} href="#main">
        {texts.app.skip}
      </a>
      <AppHeader />
      <div role="status">{!online && <Offline />}</div>
      {around !== null && (
        <around.Queries>
          <around.Watch />
          <around.OffChannels />
        </around.Queries>
      )}
      <main id="main" ref={main} tabIndex={-1} className={styles.main} aria-busy={isGoing}>
        <PageBoundary>
          <Outlet />
        </PageBoundary>
      </main>
    </>
  );
}
