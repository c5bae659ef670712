import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import type { FoundReads, SearchRequest } from "@/client";
import { mayGoBetter } from "@/lib/errors";
import { useOnChange } from "@/lib/live/use-live";
import { firstPage, searchKey } from "@/lib/reads/use-found";
import { useServices } from "@/lib/services";

import { isFirstPage, newCount, standingNow, startedWith, type Shown } from "./new-reads";

const RETRIES = 3;

/** New reads that the person may have shown; `isAll` where there may be more than were looked for. */
export type Offer = { count: number; isAll: boolean; show: () => void };

/**
 * Looks for new reads when something is new. They are shown by themselves while nobody is at work in what is shown, else
 * they are offered; how the shown ones stand is brought up to date either way.
 *
 * @param request - What is looked for.
 * @param isAtRest - Tells whether rows may move now.
 */
export function useNewReads(request: SearchRequest, isAtRest: () => boolean): { offer: Offer | null; said: number } {
  const { client } = useServices();
  const queries = useQueryClient();
  const [offered, setOffered] = useState<{ fresh: FoundReads; count: number } | null>(null);
  const [said, setSaid] = useState(0);

  const show = (fresh: FoundReads, count: number): void => {
    queries.setQueryData<Shown>(searchKey(request), startedWith(fresh));
    setOffered(null);
    setSaid(count);
  };

  const take = (fresh: FoundReads): void => {
    const shown = queries.getQueryData<Shown>(searchKey(request));
    if (shown === undefined) return;
    const count = newCount(shown, fresh);
    if (isFirstPage(shown) && isAtRest()) {
      show(fresh, count);
      return;
    }
    queries.setQueryData<Shown>(searchKey(request), standingNow(shown, fresh));
    setOffered(count > 0 ? { fresh, count } : null);
  };

  useOnChange(() => {
    const looked = queries.query({
      queryKey: [...searchKey(request), "first"],
      queryFn: ({ signal }) => firstPage(client, request, signal),
      retry: (failures, error) => failures < RETRIES && mayGoBetter(error),
      gcTime: 0,
    });
    // What cannot be had now comes with the next change; what is shown stays, and is no less right than before.
    void looked.then(take, () => undefined);
  });

  if (offered === null) return { offer: null, said };
  const { fresh, count } = offered;
  return {
    offer: { count, isAll: count < fresh.reads.length || fresh.cursor === null, show: () => show(fresh, count) },
    said: 0,
  };
}
