import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import type { NoPlate, PhotoOrder, ReadDetail } from "@/client";
import { judgePhoto, leasePhotos, takeBack } from "@/lib/api/missed";
import { mayGoBetter } from "@/lib/errors";
import { useServices } from "@/lib/services";
import { useRecovery } from "@/lib/use-recovery";
import { useSingleMutation } from "@/lib/use-single-mutation";

export const ORDERS = ["oldest", "newest"] as const satisfies readonly PhotoOrder[];
const KEY = "platebook.review.photos.order";

/** Photos that are taken at once; the skipped ones stay the person's, so more are taken then, up to the API's most. */
const COUNT = 5;
const MOST = 10;
/** How often an empty queue looks whether there is something to do. */
const LOOK_AGAIN_MS = 15_000;

export const idOf = ({ upload }: NoPlate): string => upload.upload_id;

/** What was done last: with a photo, and how it is taken back, where it can be. */
export type LastAct = {
  kind: "none" | "typed" | "skipped" | "undone";
  photo: NoPlate;
  plate: string | null;
  undo: (() => Promise<unknown>) | null;
};

export type MissedQueue = {
  order: PhotoOrder;
  chooseOrder: (order: PhotoOrder) => void;
  /** The one to look at; undefined when none is there, or not yet. */
  item: NoPlate | undefined;
  /** How many wait in all; the API counts up to a number of them. */
  waiting: number;
  isEmpty: boolean;
  last: LastAct | null;
  error: Error | null;
  sayNone: () => void;
  typed: (detail: ReadDetail) => void;
  skip: () => void;
  undo: () => void;
  lookAgain: () => void;
};

const rememberedOrder = (): PhotoOrder => ORDERS.find((order) => order === localStorage.getItem(KEY)) ?? ORDERS[0];

/** Photos without a plate, one after the other: what was settled goes, what was skipped comes last. */
export function useMissedQueue(): MissedQueue {
  const { client } = useServices();
  const [order, setOrder] = useState(rememberedOrder);
  const [settled, setSettled] = useState<ReadonlySet<string>>(new Set());
  const [skipped, setSkipped] = useState<readonly string[]>([]);
  const [front, setFront] = useState<string | null>(null);
  const [last, setLast] = useState<LastAct | null>(null);

  const query = useQuery({
    queryKey: ["no plate", order],
    queryFn: () => leasePhotos(client, order, Math.min(COUNT + skipped.length, MOST)),
    // What is held is held: asking again would only write the look at it down again.
    staleTime: Infinity,
    gcTime: 0,
    // An outage is told of at once, and looked through below.
    retry: false,
    networkMode: "always",
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    refetchInterval: ({ state }) => state.data?.photos.length === 0 && LOOK_AGAIN_MS,
  });
  const lookAgain = (): void => void query.refetch();

  const rank = (photo: NoPlate): number => (idOf(photo) === front ? -1 : skipped.indexOf(idOf(photo)) + 1);
  const items = (query.data?.photos ?? [])
    .filter((photo) => !settled.has(idOf(photo)))
    .toSorted((one, other) => rank(one) - rank(other));
  const [item] = items;

  /** Goes on to the next photo; where only skipped ones are left, looks for others. */
  const goOn = (act: LastAct, isSettled: boolean): void => {
    const id = idOf(act.photo);
    setLast(act);
    setFront(null);
    setSkipped((ids) => [...ids.filter((one) => one !== id), ...(isSettled ? [] : [id])]);
    if (isSettled) setSettled((ids) => new Set([...ids, id]));
    // Not before the page knows how many are skipped: as many more are asked for.
    if (items.every((one) => idOf(one) === id || skipped.includes(idOf(one)))) setTimeout(lookAgain);
  };

  const judging = useSingleMutation({
    mutationFn: (photo: NoPlate) => judgePhoto(client, photo, "no_plate"),
    onSuccess: (after, photo) =>
      goOn({ kind: "none", photo, plate: null, undo: () => judgePhoto(client, after, "undo") }, true),
    // Somebody was faster, or it was deleted: how it stands by now, the queue knows.
    onError: lookAgain,
  });
  const undoing = useSingleMutation({
    mutationFn: async ({ undo }: LastAct) => undo?.(),
    onSuccess: async (_, act) => {
      const id = idOf(act.photo);
      await query.refetch();
      setSettled((ids) => new Set([...ids].filter((one) => one !== id)));
      setFront(id);
      setLast({ ...act, kind: "undone", undo: null });
    },
    onError: lookAgain,
  });
  // What failed by the outage alone is told of no longer.
  const problem = useRecovery(query, () =>
    [judging, undoing].filter(({ error }) => mayGoBetter(error)).forEach(({ reset }) => reset()),
  );
  const isBusy = judging.isPending || undoing.isPending;

  return {
    order,
    chooseOrder: (chosen) => {
      localStorage.setItem(KEY, chosen);
      setOrder(chosen);
      setSkipped([]);
    },
    item,
    waiting: query.data?.waiting ?? 0,
    isEmpty: query.data !== undefined && item === undefined && !query.isFetching,
    last,
    error: problem ?? judging.error ?? undoing.error,
    sayNone: () => {
      if (item !== undefined && !isBusy) judging.mutate(item);
    },
    typed: ({ read }) => {
      if (item !== undefined)
        goOn({ kind: "typed", photo: item, plate: read.plate, undo: () => takeBack(client, read) }, true);
    },
    skip: () => {
      if (item !== undefined && !isBusy) goOn({ kind: "skipped", photo: item, plate: null, undo: null }, false);
    },
    undo: () => {
      if (last?.undo != null && !isBusy) undoing.mutate(last);
    },
    lookAgain,
  };
}
