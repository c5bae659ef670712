import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";

import type { DeleteReason, FoundRead, ReadDetail, RejectReason } from "@/client";
import { doEach, type Outcome } from "@/lib/at-once";
import { sentenceOf } from "@/lib/errors";
import { currentPlate } from "@/lib/review/choice";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";

import { decide, photosOf, rejecting, remove, showDecided, showDeleted, type Decidable, type Photo } from "./bulk";

const { bulk: t } = texts;

/** What came of something that was done to many. */
export type Report = {
  sentence: string;
  failed: { name: string; why: string }[];
  left: number;
  /** What can be taken back. */
  undoable: ReadDetail[];
};

type Stage = { name: "idle" } | { name: "running"; ended: number; all: number } | { name: "over"; report: Report };

/** Where it stands, and what can be done to many. */
export type Bulk = {
  stage: Stage;
  reject: (reads: readonly FoundRead[], reason: RejectReason) => void;
  undo: (rejected: readonly ReadDetail[]) => void;
  deletePhotos: (reads: readonly FoundRead[], reason: DeleteReason) => void;
  stop: () => void;
  close: () => void;
};

function reportOf<T, R>(
  { done, failed, left }: Outcome<T, R>,
  sentence: (n: number) => string,
  nameOf: (item: T) => string,
  undoable: ReadDetail[] = [],
): Report {
  return {
    sentence: sentence(done.length),
    failed: failed.map(({ item, error }) => ({ name: nameOf(item), why: sentenceOf(error) })),
    left: left.length,
    undoable,
  };
}

/** Does to many reads, one by one, what can be done to each, and tells what came of it. */
export function useBulk(): Bulk {
  const { client } = useServices();
  const queries = useQueryClient();
  const [stage, setStage] = useState<Stage>({ name: "idle" });
  const stopping = useRef<AbortController | null>(null);
  useEffect(() => () => stopping.current?.abort(), []);

  const each = async <T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<Outcome<T, R>> => {
    stopping.current = new AbortController();
    const tell = (ended: number): void => setStage({ name: "running", ended, all: items.length });
    tell(0);
    return doEach(items, work, tell, stopping.current.signal);
  };
  const over = (report: Report): void => setStage({ name: "over", report });

  const decideEach = async (
    reads: readonly Decidable[],
    step: Parameters<typeof decide>[2],
    sentence: (n: number) => string,
  ): Promise<void> => {
    const outcome = await each(reads, (read) => decide(client, read, step));
    const details = outcome.done.map(({ result }) => result);
    showDecided(queries, details);
    over(reportOf(outcome, sentence, currentPlate, step.decision === "undo" ? [] : details));
  };
  const deleteEach = async (photos: readonly Photo[], reason: DeleteReason): Promise<void> => {
    const outcome = await each(photos, (photo) => remove(client, photo, reason));
    const gone = outcome.done.map(({ item }) => item);
    showDeleted(queries, gone);
    over(reportOf(outcome, t.deleted, ({ plates }) => plates));
  };

  return {
    stage,
    reject: (reads, reason) => void decideEach(reads, rejecting(reason), t.rejected),
    undo: (rejected) =>
      void decideEach(
        rejected.map(({ read }) => read),
        { decision: "undo" },
        t.undone,
      ),
    deletePhotos: (reads, reason) => void deleteEach(photosOf(reads), reason),
    stop: () => stopping.current?.abort(),
    close: () => setStage({ name: "idle" }),
  };
}
