import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import type { Box, ReadDetail, TypedPlate, Upload } from "@/client";
import { typePlate } from "@/lib/api/missed";
import { readQueryKey } from "@/lib/api/reads";
import { refusedFields } from "@/lib/errors";
import { currentPlate } from "@/lib/review/choice";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { useSingleMutation } from "@/lib/use-single-mutation";

const { missed: t } = texts;

/** Has everything that shows a read's photo asked for anew. */
export function useAskedAnew(): () => void {
  const queries = useQueryClient();
  return () => {
    void queries.invalidateQueries({ queryKey: ["uploads"] });
    void queries.invalidateQueries({ queryKey: ["reads", "one"] });
  };
}

/** The same where the read itself is known. */
export function useTold(): (detail: ReadDetail) => void {
  const queries = useQueryClient();
  const askAnew = useAskedAnew();
  return (detail) => {
    askAnew();
    queries.setQueryData(readQueryKey(detail.read.read_id), detail);
  };
}

export type Typing = {
  box: Box | null;
  draw: (box: Box | null) => void;
  save: (plate: string) => void;
  /** What is wrong with the plate that was to be saved last. */
  refusal: string | null;
  /** What else went wrong. */
  error: Error | null;
};

/** Whether the machine's reading stands for a plate already; who types their own again means the same. */
const isReadIn = ({ reads }: Upload, plate: string): boolean =>
  reads.some((read) => read.source === "machine" && read.status !== "rejected" && currentPlate(read) === plate);

type Drawn = { box: Box | null; draw: (box: Box | null) => void };
type Sent = { send: (typed: TypedPlate) => void; error: Error | null };

/**
 * A plate being typed, with the box around it.
 *
 * @param upload - Whose plate it is.
 * @param drawn - The box.
 * @param sent - Takes the plate to be saved, and knows what went wrong with the one before.
 */
export function useTypingIn(upload: Upload, { box, draw }: Drawn, { send, error }: Sent): Typing {
  const [isThere, setThere] = useState(false);
  const save = (plate: string): void => {
    setThere(isReadIn(upload, plate));
    if (!isReadIn(upload, plate)) send({ plate, bounding_box: box });
  };
  const refusal = isThere ? t.isThere : (refusedFields(error, { plate: t.refused }).plate ?? null);
  return { box, draw, save, refusal, error: refusal === null ? error : null };
}

/** A plate being typed and saved: once, however often that is asked for. */
export function useTyping(upload: Upload, onSaved: (detail: ReadDetail) => void): Typing {
  const { client } = useServices();
  const told = useTold();
  const [box, draw] = useState<Box | null>(null);
  const { mutate, error } = useSingleMutation({
    mutationFn: (typed: TypedPlate) => typePlate(client, upload.upload_id, typed),
    onSuccess: (detail) => {
      draw(null);
      told(detail);
      onSaved(detail);
    },
  });
  return useTypingIn(upload, { box, draw }, { send: mutate, error });
}
