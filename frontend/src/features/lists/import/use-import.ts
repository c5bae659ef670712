import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";

import type { PlateList } from "@/client";
import { listsQuery } from "@/lib/api/lists";
import { sentenceOf } from "@/lib/errors";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";

import { readFile } from "./read-file";
import { carryOut, dryRun, type Result, type Work } from "./run";

export type Stage =
  | { name: "choosing"; problem: string | null }
  | { name: "running"; text: string; result: Result | null }
  | { name: "told"; result: Result; problem: string | null }
  | { name: "done"; result: Result };

type Importing = {
  stage: Stage;
  check: (file: File, removesOthers: boolean) => void;
  start: () => void;
  reset: () => void;
};

/** Brings a file in: first it is told what changes, then it is done, piece by piece. */
export function useImport(list: PlateList): Importing {
  const { client } = useServices();
  const queries = useQueryClient();
  const [stage, setStage] = useState<Stage>({ name: "choosing", problem: null });
  const abort = useRef<AbortController | null>(null);
  const work = useRef<Work | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  const begin = (): AbortSignal => {
    abort.current?.abort();
    abort.current = new AbortController();
    return abort.current.signal;
  };
  const runCheck = async (file: File, removesOthers: boolean): Promise<void> => {
    const signal = begin();
    setStage({ name: "running", text: texts.app.loading, result: null });
    try {
      const onProgress = (text: string): void => setStage({ name: "running", text, result: null });
      const read = await readFile(file);
      const own = { client, list_id: list.list_id, file: read, import_id: crypto.randomUUID(), signal, onProgress };
      work.current = own;
      setStage({ name: "told", result: await dryRun(own, removesOthers), problem: null });
    } catch (error) {
      if (!signal.aborted) setStage({ name: "choosing", problem: sentenceOf(error) });
    }
  };
  const runImport = async (own: Work, result: Result): Promise<void> => {
    const signal = begin();
    const onProgress = (text: string): void => setStage({ name: "running", text, result });
    try {
      await carryOut({ ...own, signal, onProgress }, result);
      setStage({ name: "done", result });
    } catch (error) {
      if (!signal.aborted) setStage({ name: "told", result, problem: sentenceOf(error) });
    }
    await queries.invalidateQueries({ queryKey: listsQuery(client).queryKey });
  };

  return {
    stage,
    check: (file, removesOthers) => void runCheck(file, removesOthers),
    start: () => {
      if (stage.name === "told" && work.current !== null) void runImport(work.current, stage.result);
    },
    reset: () => {
      abort.current?.abort();
      setStage({ name: "choosing", problem: null });
    },
  };
}
