import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";

import type { NoPlate, PhotoOrder, TypedPlate } from "@/client";
import { leasePhotos } from "@/lib/api/missed";
import { useTold } from "@/lib/missed/use-typing";
import { useServices } from "@/lib/services";
import { useStore } from "@/lib/store";
import { useRecovery } from "@/lib/use-recovery";

import { isOpen, type Judgements, type Outcome, type Outgoing, type Refusal, type Said } from "./judgements";
import { judgementsOf } from "./judgements-of";

export const ORDERS = ["oldest", "newest"] as const satisfies readonly PhotoOrder[];
const KEY = "platebook.review.photos.order";

/** Photos that are taken at once; the skipped ones stay the person's, so more are taken then, up to the API's most. */
const COUNT = 5;
const MOST = 10;
/** How often an empty queue looks whether there is something to do. */
const LOOK_AGAIN_MS = 15_000;

export const idOf = ({ upload }: NoPlate): string => upload.upload_id;

/** What was done last: with a photo, and what was sent of it, where that can be taken back. */
export type LastAct = {
  kind: "none" | "typed" | "skipped" | "undoing" | "undone";
  photo: NoPlate;
  plate: string | null;
  outgoing: Outgoing | null;
};

export type MissedQueue = {
  order: PhotoOrder;
  chooseOrder: (order: PhotoOrder) => void;
  /** The one to look at; undefined when none is there, or not yet. */
  item: NoPlate | undefined;
  /** Why what was said of that one before was refused. */
  refusal: Refusal | null;
  /** How many wait in all; the API counts up to a number of them. */
  waiting: number;
  isEmpty: boolean;
  last: LastAct | null;
  error: Error | null;
  sending: Judgements;
  sendAgain: () => void;
  sayNone: () => void;
  type: (typed: TypedPlate) => void;
  skip: () => void;
  undo: () => void;
  lookAgain: () => void;
};

const rememberedOrder = (): PhotoOrder => ORDERS.find((order) => order === localStorage.getItem(KEY)) ?? ORDERS[0];

/** Photos without a plate, one after the other: what was settled goes, what was skipped comes last. */
export function useMissedQueue(): MissedQueue {
  const services = useServices();
  const judgements = judgementsOf(services);
  const sending = useStore(judgements.state);
  const told = useTold();
  const [order, setOrder] = useState(rememberedOrder);
  const [skipped, setSkipped] = useState<readonly string[]>([]);
  const [front, setFront] = useState<string | null>(null);
  const [last, setLast] = useState<LastAct | null>(null);

  const query = useQuery({
    queryKey: ["no plate", order],
    queryFn: () => leasePhotos(services.client, order, Math.min(COUNT + skipped.length, MOST)),
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
  const problem = useRecovery(query);

  const rank = (photo: NoPlate): number => (idOf(photo) === front ? -1 : skipped.indexOf(idOf(photo)) + 1);
  const items = (query.data?.photos ?? [])
    .filter((photo) => isOpen(sending, photo))
    .toSorted((one, other) => rank(one) - rank(other));
  const [item] = items;

  /** Where only photos are left that were skipped, it looks for others. */
  const lookForMore = (justSkipped?: NoPlate): void => {
    // Not before the page knows how many are skipped: as many more are asked for.
    if (items.every((one) => one === justSkipped || skipped.includes(idOf(one)))) setTimeout(lookAgain);
  };

  /** Goes on to the next photo. */
  const goOn = (act: LastAct): void => {
    const id = idOf(act.photo);
    setLast(act);
    setFront(null);
    setSkipped((ids) => [...ids.filter((one) => one !== id), ...(act.kind === "skipped" ? [id] : [])]);
    // Of a photo that is still to come, the reason is told until then.
    const isToCome = items.some((one) => idOf(one) !== id && idOf(one) === sending.refusal?.outgoing.uploadId);
    if (!isToCome) judgements.dismiss();
  };
  const say = (what: Said, plate: string | null): void => {
    // By the newest state: of two presses at once only the first one counts.
    if (item !== undefined && isOpen(judgements.state.get(), item))
      goOn({ kind: what.kind, photo: item, plate, outgoing: judgements.say(item, what) });
  };

  /** Somebody was faster, or the photo was deleted: how it stands by now, the queue knows. */
  const comeBack = ({ outgoing }: Refusal): void => {
    if (last !== null && idOf(last.photo) === outgoing.uploadId) setLast(null);
    // None changes under the person's eyes.
    if (item !== undefined) setFront(idOf(item));
    lookAgain();
  };
  const backAgain = async ({ uploadId }: Outgoing): Promise<void> => {
    const isAwaited = last?.kind === "undoing" && idOf(last.photo) === uploadId;
    setFront(isAwaited || item === undefined ? uploadId : idOf(item));
    await query.refetch();
    if (isAwaited) setLast((now) => (now === last ? { ...last, kind: "undone" } : now));
  };
  const onOutcome = useEffectEvent((outcome: Outcome) => {
    if (outcome.type === "refused") {
      comeBack(outcome);
      return;
    }
    if (outcome.detail !== null) told(outcome.detail);
    if (outcome.outgoing.kind === "undo") void backAgain(outcome.outgoing);
    else lookForMore();
  });
  useEffect(
    () =>
      judgements.outcome.subscribe(() => {
        const outcome = judgements.outcome.get();
        if (outcome !== null) onOutcome(outcome);
      }),
    [judgements],
  );

  const { refusal } = sending;
  const isOfItem = item !== undefined && refusal?.outgoing.uploadId === idOf(item);
  const refusalOfItem = isOfItem && refusal.outgoing.kind === "typed" ? refusal : null;
  return {
    order,
    chooseOrder: (chosen) => {
      localStorage.setItem(KEY, chosen);
      setOrder(chosen);
      setSkipped([]);
    },
    item,
    refusal: refusalOfItem,
    waiting: query.data?.waiting ?? 0,
    isEmpty:
      query.data !== undefined && item === undefined && !query.isFetching && sending.outbox.length === 0 && !problem,
    last,
    error: problem ?? (refusalOfItem === null ? (refusal?.error ?? null) : null),
    sending,
    sendAgain: judgements.retry,
    sayNone: () => say({ kind: "none" }, null),
    type: (typed) => say({ kind: "typed", typed }, typed.plate),
    skip: () => {
      if (item === undefined) return;
      goOn({ kind: "skipped", photo: item, plate: null, outgoing: null });
      lookForMore(item);
    },
    undo: () => {
      if (last?.outgoing == null) return;
      const isBack = judgements.takeBack(last.outgoing);
      if (isBack) setFront(idOf(last.photo));
      setLast({ ...last, kind: isBack ? "undone" : "undoing", outgoing: null });
    },
    lookAgain: () => {
      judgements.dismiss();
      lookAgain();
    },
  };
}
