import { count } from "./count.ts";

/** What is new while one looks. */
export const live = {
  live: {
    /** Beside the heading of Review. */
    waiting: (n: string) => `${n} waiting`,
    /** At the way to Review, for people who hear the page. */
    waitingFor: (n: string) => `${n} to review`,
    /** More than are counted. */
    atLeast: (n: number) => `${n}+`,
    newReads: (n: number, more: boolean) => (more ? `${n} or more new reads` : count(n, "new read", "new reads")),
    show: "Show",
    shown: (n: number) => `${count(n, "new read", "new reads")} shown.`,
  },
} as const;
