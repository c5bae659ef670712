import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef } from "react";

import type { Changes } from "@/client";
import { changesQuery } from "@/lib/api/changes";
import { isOperator } from "@/lib/auth/auth";
import { useServices } from "@/lib/services";
import { useStore } from "@/lib/store";

/** An index that a search reads follows what was written within moments. */
export const INDEX_FOLLOWS_MS = 500;

/** Asks for what is new as long as an operator has the app open; once a tab, whatever is shown. */
export function useAskingForChanges(): void {
  const { auth, client } = useServices();
  const enabled = isOperator(useStore(auth.session));
  useQuery({ ...changesQuery(client), enabled });
}

/** The last answer; undefined before the first, and for those who are no operators. */
export function useChanges(): Changes | undefined {
  const { client } = useServices();
  return useQuery({ ...changesQuery(client), enabled: false }).data;
}

/**
 * Calls back when something is new.
 *
 * @param bring - Fetches it; called anew at each change.
 */
export function useOnChange(bring: () => void): void {
  const version = useChanges()?.version;
  const known = useRef(version);
  const bringNow = useEffectEvent(bring);
  useEffect(() => {
    const isNew = known.current !== undefined && version !== undefined && known.current !== version;
    known.current = version ?? known.current;
    if (!isNew) return;
    const timer = setTimeout(() => bringNow(), INDEX_FOLLOWS_MS);
    return () => clearTimeout(timer);
  }, [version]);
}
