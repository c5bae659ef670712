import { useMutation, type UseMutationOptions } from "@tanstack/react-query";
import { useRef } from "react";

type Single<Input> = { run: (input: Input) => void; isPending: boolean; error: Error | null; reset: () => void };

/** A mutation that is under way once: asking again before its answer does nothing, also before the page knows. */
export function useSingle<Data, Input>(options: UseMutationOptions<Data, Error, Input>): Single<Input> {
  const busy = useRef(false);
  const { mutate, isPending, error, reset } = useMutation({
    ...options,
    onSettled: () => {
      busy.current = false;
    },
  });
  const run = (input: Input): void => {
    if (busy.current) return;
    busy.current = true;
    mutate(input);
  };
  return { run, isPending, error, reset };
}
