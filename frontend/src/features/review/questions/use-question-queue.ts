import { useQueries, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import type { Visit, VisitDetail } from "@/client";
import { questionsQuery, visitQuery } from "@/lib/api/visits";
import { useNow } from "@/lib/parking/use-now";
import { useServices } from "@/lib/services";

/** How often it looks whether there are other questions. */
const LOOK_AGAIN_MS = 15_000;

/** What was done last, and the visit that it was done with, as it stood afterwards. */
export type LastAct = { kind: "chosen" | "none" | "skipped"; visit: Visit };

export type QuestionQueue = {
  /** The question to look at; undefined when none is there, or not yet. */
  item: Visit | undefined;
  /** The same with its suggestions; undefined until they are there. */
  detail: VisitDetail | undefined;
  waiting: number;
  isEmpty: boolean;
  last: LastAct | null;
  error: Error | null;
  /** After an answer: it goes, and the next one comes. */
  answered: (asked: VisitDetail, after: VisitDetail, kind: "chosen" | "none") => void;
  skip: (asked: Visit) => void;
  /** Keeps a question that somebody else changed until its person has seen that. */
  hold: (asked: Visit) => void;
  /** Takes away what is no question any more. */
  dismiss: (asked: Visit) => void;
  lookAgain: () => void;
};

const seenAt = ({ exit, last_seen_at }: Visit): string => exit?.at ?? last_seen_at;

/** All questions of all sites, oldest first. */
function useAsked() {
  const { client } = useServices();
  const now = useNow();
  const sites = (now.data?.sites ?? []).filter(({ questions }) => questions > 0);
  const asked = useQueries({
    queries: sites.map(({ site_id }) => ({ ...questionsQuery(client, site_id), refetchInterval: LOOK_AGAIN_MS })),
  });
  return {
    visits: asked.flatMap(({ data }) => data?.visits ?? []),
    waiting: sites.reduce((sum, { questions }) => sum + questions, 0),
    isPending: now.isPending || asked.some(({ isPending }) => isPending),
    error: now.data === undefined ? now.error : (asked.find(({ error }) => error !== null)?.error ?? null),
    lookAgain: () => {
      void now.refetch();
      asked.forEach(({ refetch }) => void refetch());
    },
  };
}

/** Questions about visits, one after the other: what was answered goes, what was skipped comes last. */
export function useQuestionQueue(): QuestionQueue {
  const { client } = useServices();
  const queries = useQueryClient();
  const { visits, waiting, isPending, error, lookAgain } = useAsked();
  // Lists follow an answer within moments: until then it is left out by the version that was answered.
  const [settled, setSettled] = useState<Readonly<Record<string, number>>>({});
  const [skipped, setSkipped] = useState<readonly string[]>([]);
  const [current, setCurrent] = useState<string | null>(null);
  const [last, setLast] = useState<LastAct | null>(null);
  const [held, setHeld] = useState<Visit | null>(null);

  const rank = ({ visit_id }: Visit): number => skipped.indexOf(visit_id) + 1;
  const items = visits
    .filter(({ visit_id, version, has_question }) => has_question && version > (settled[visit_id] ?? 0))
    .toSorted((one, other) => rank(one) - rank(other) || seenAt(one).localeCompare(seenAt(other)));
  // None changes under the person's eyes: an older one that comes late waits its turn.
  const item = held ?? items.find(({ visit_id }) => visit_id === current) ?? items[0];
  if (item !== undefined && item.visit_id !== current) setCurrent(item.visit_id);

  const detail = useQuery({
    ...visitQuery(client, item?.visit_id ?? ""),
    enabled: item !== undefined,
    refetchOnWindowFocus: false,
  });
  const next = items.find(({ visit_id }) => visit_id !== item?.visit_id)?.visit_id;
  useEffect(() => {
    if (next === undefined) return;
    // One that does not come is asked for again when it is wanted.
    queries.query({ ...visitQuery(client, next), staleTime: LOOK_AGAIN_MS }).catch(() => undefined);
  }, [queries, client, next]);

  const settle = ({ visit_id, version }: Visit): void => {
    setSettled((known) => ({ ...known, [visit_id]: version }));
    setHeld(null);
  };
  return {
    item,
    detail: detail.data,
    waiting,
    isEmpty: !isPending && error === null && item === undefined,
    last,
    error: error ?? (detail.data === undefined ? detail.error : null),
    answered: (asked, after, kind) => {
      settle(asked);
      setLast({ kind, visit: after });
    },
    skip: (asked) => {
      setSkipped((ids) => [...ids.filter((id) => id !== asked.visit_id), asked.visit_id]);
      setCurrent(null);
      setHeld(null);
      setLast({ kind: "skipped", visit: asked });
    },
    hold: setHeld,
    dismiss: settle,
    lookAgain: () => {
      lookAgain();
      if (item !== undefined) void detail.refetch();
    },
  };
}
