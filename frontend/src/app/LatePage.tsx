import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { lazy, useEffect, useState, type ComponentType, type ReactNode } from "react";

import { unfinishedCounts } from "@/lib/leaving";
import { useStore } from "@/lib/store";
import { texts } from "@/lib/texts/first";
import { Loading } from "@/lib/ui/Loading";
import { PageHeading } from "@/lib/ui/PageHeading";

import type { LoadPage } from "./pages";
import { forgetReload, noteReload, whyNot, type WhyNot } from "./why-not";

const { late: t } = texts;

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;
const waitMs = (tries: number): number => Math.min(FIRST_WAIT_MS * 2 ** tries, LONGEST_WAIT_MS);

const reloadPage = (): void => location.reload();

type Late = { Page: ComponentType | null; why: WhyNot | null; again: () => void };

/** Loads a page that did not come at first: when the network is back, or after a while, each one longer than the last. */
function useLate(load: LoadPage): Late {
  const [Page, setPage] = useState<ComponentType | null>(null);
  const [why, setWhy] = useState<WhyNot | null>(null);
  const [tries, setTries] = useState(0);
  const again = (): void => setTries((n) => n + 1);

  useEffect(() => {
    let isOver = false;
    load().then(
      (its) => !isOver && setPage(() => its),
      () => void whyNot().then((its) => !isOver && setWhy(its)),
    );
    return () => void (isOver = true);
  }, [load, tries]);

  useEffect(() => {
    if (Page !== null) return;
    const timer = setTimeout(again, waitMs(tries));
    addEventListener("online", again);
    return () => {
      clearTimeout(timer);
      removeEventListener("online", again);
    };
  }, [Page, tries]);

  return { Page, why, again };
}

/** Reloads for a new version once, and not before everything that the person sent has arrived. */
function useReloadOnce(why: WhyNot | null, reload: () => void): void {
  const isFree = Object.values(useStore(unfinishedCounts)).every((count) => count === 0);
  useEffect(() => {
    if (why !== "updated" || !isFree) return;
    noteReload();
    reload();
  }, [why, isFree, reload]);
}

/** Says why a page is not there yet, and what becomes of it. */
function Why({ why, onAgain }: { why: WhyNot; onAgain: () => void }): ReactNode {
  const { title, help, action } = t[why];
  return (
    <SpaceBetween size="m">
      <PageHeading title={title} />
      <div role="alert">
        <Alert type="warning" action={<Button onClick={onAgain}>{action}</Button>}>
          {help}
        </Alert>
      </div>
    </SpaceBetween>
  );
}

/** Stands in for a page whose code did not come, until it does. */
function latePage(load: LoadPage, reload: () => void): ComponentType {
  return function LatePage() {
    const { Page, why, again } = useLate(load);
    useReloadOnce(why, reload);
    if (Page !== null) return <Page />;
    if (why === null) return <Loading />;
    return <Why why={why} onAgain={why === "updated" || why === "broken" ? reload : again} />;
  };
}

/** A page, and what fetches it ahead of that; where it has come by then, it is shown at once. */
export type LazyPage = { Page: ComponentType; fetch: () => Promise<void> };

/**
 * A page, fetched when it is first wanted. Where its code does not come, what stands in for it says why and goes on trying.
 *
 * @param load - Fetches it.
 * @param reload - Loads the whole app anew, in its newest version.
 */
export function lazyPage(load: LoadPage, reload = reloadPage): LazyPage {
  let fetched: ComponentType | null = null;
  const its = async (): Promise<ComponentType> => {
    fetched = await load();
    forgetReload();
    return fetched;
  };
  const Lazy = lazy(async () => ({ default: await its().catch(() => latePage(load, reload)) }));

  // What is lazy is never there at once, and once React has shown that something loads, that stays for 300 ms.
  function Page(): ReactNode {
    const [Its] = useState<ComponentType>(() => fetched ?? Lazy);
    return <Its />;
  }
  const fetch = async (): Promise<void> => {
    await its();
  };
  return { Page, fetch };
}
