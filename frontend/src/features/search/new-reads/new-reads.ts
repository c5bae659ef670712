import type { InfiniteData } from "@tanstack/react-query";

import type { FoundRead, FoundReads } from "@/client";

export type Shown = InfiniteData<FoundReads, string | null>;

const readsOf = (shown: Shown): FoundRead[] => shown.pages.flatMap(({ reads }) => reads);

/** How many of the reads that a search finds first are not shown yet. */
export function newCount(shown: Shown, fresh: FoundReads): number {
  const known = new Set(readsOf(shown).map(({ read_id }) => read_id));
  return fresh.reads.filter(({ read_id }) => !known.has(read_id)).length;
}

/** Whether nothing but the first page is shown: a fresh one can take its place, and all stays in order. */
export const isFirstPage = (shown: Shown): boolean => shown.pages.length === 1;

/** The fresh page in place of all that is shown. */
export const startedWith = (fresh: FoundReads): Shown => ({ pages: [fresh], pageParams: [null] });

/** What is shown, each read as it stands by now: none comes, goes or moves. */
export function standingNow(shown: Shown, fresh: FoundReads): Shown {
  const now = new Map(fresh.reads.map((read) => [read.read_id, read]));
  const pages = shown.pages.map((page) => ({
    ...page,
    reads: page.reads.map((read) => now.get(read.read_id) ?? read),
  }));
  return { ...shown, pages };
}
