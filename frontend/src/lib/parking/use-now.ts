import { useQuery, type UseQueryResult } from "@tanstack/react-query";

import type { Now } from "@/client";
import { LOOK_EVERY_MS, nowQuery } from "@/lib/api/parking";
import { isOperator } from "@/lib/auth/auth";
import { useServices } from "@/lib/services";
import { useStore } from "@/lib/store";

/** Where nobody looks at it, what waits is asked for so often. */
const SELDOM_MS = 60_000;

/** How it goes at all sites, asked for again and again while somebody sees the page. */
export function useNow(): UseQueryResult<Now> {
  const { client } = useServices();
  return useQuery({ ...nowQuery(client), refetchInterval: LOOK_EVERY_MS });
}

const questionsIn = ({ sites }: Now): number => sites.reduce((sum, { questions }) => sum + questions, 0);

/** How many questions about visits wait at all sites; 0 while that is not known, and for those who are no operators. */
export function useQuestionCount(): number {
  const { auth, client } = useServices();
  const enabled = isOperator(useStore(auth.session));
  const query = { ...nowQuery(client), enabled, refetchInterval: SELDOM_MS, staleTime: SELDOM_MS };
  return useQuery({ ...query, retry: false, select: questionsIn }).data ?? 0;
}
