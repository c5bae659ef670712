import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import type { Box, ReadDetail } from "@/client";
import { typePlate } from "@/lib/api/missed";
import { readQueryKey } from "@/lib/api/reads";
import { useServices } from "@/lib/services";

import { useSingle } from "./use-single";

/** Has everything that shows a read's photo asked for anew; the read itself is known. */
export function useTold(): (detail: ReadDetail) => void {
  const queries = useQueryClient();
  return (detail) => {
    void queries.invalidateQueries({ queryKey: ["uploads"] });
    void queries.invalidateQueries({ queryKey: ["reads", "one"] });
    queries.setQueryData(readQueryKey(detail.read.read_id), detail);
  };
}

export type Typing = {
  box: Box | null;
  draw: (box: Box | null) => void;
  save: (plate: string) => void;
  error: Error | null;
};

/** A plate being typed, with the box around it: saved once, however often that is asked for. */
export function useTyping(uploadId: string, onSaved: (detail: ReadDetail) => void): Typing {
  const { client } = useServices();
  const told = useTold();
  const [box, draw] = useState<Box | null>(null);
  const { run: save, error } = useSingle({
    mutationFn: (plate: string) => typePlate(client, uploadId, { plate, bounding_box: box }),
    onSuccess: (detail) => {
      draw(null);
      told(detail);
      onSaved(detail);
    },
  });
  return { box, draw, save, error };
}
