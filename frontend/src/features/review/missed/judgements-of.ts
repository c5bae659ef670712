import { judgePhoto, takeBack, typePlate } from "@/lib/api/missed";
import { showRead } from "@/lib/api/reads";
import { JUDGEMENTS, type Keeper } from "@/lib/kept";
import { waitByClock } from "@/lib/retries";
import { draftOfPhoto, draftsIn } from "@/lib/review/draft";
import { keepSending } from "@/lib/review/keep-sending";
import type { Services } from "@/lib/services";

import type { Judgements, Outgoing, Refusal } from "./judgements";
import { createJudgements, type JudgementQueue } from "./send-judgements";

const queues = new WeakMap<Services, JudgementQueue>();

const left = (kept: Keeper): Outgoing[] => JSON.parse(kept.get(JUDGEMENTS) ?? "[]") as Outgoing[];

const keep = (kept: Keeper, { outbox }: Judgements): void =>
  kept.set(JUDGEMENTS, outbox.length === 0 ? null : JSON.stringify(outbox));

/** A plate that was refused is there to be mended when its photo comes back. */
function keepPlate(kept: Keeper, { outgoing }: Refusal): void {
  if (outgoing.kind === "typed") draftsIn(kept).keep(draftOfPhoto(outgoing.uploadId), outgoing.typed.plate);
}

function makeQueue(services: Services): JudgementQueue {
  const { client } = services;
  const queue = keepSending<Judgements, JudgementQueue>(services, {
    name: "judgements",
    make: (kept) =>
      createJudgements(left(kept()), {
        judge: (uploadId, input) => judgePhoto(client, uploadId, input),
        type: (uploadId, typed) => typePlate(client, uploadId, typed),
        takeBack: (read) => takeBack(client, read),
        show: (readId) => showRead(client, readId),
        wait: waitByClock,
        onRefused: (refusal) => keepPlate(kept(), refusal),
      }),
    keep,
  });
  queue.retry();
  return queue;
}

/** The queue of this page load; the first call sends what was on its way when the page was left. */
export function judgementsOf(services: Services): JudgementQueue {
  const queue = queues.get(services) ?? makeQueue(services);
  queues.set(services, queue);
  return queue;
}
