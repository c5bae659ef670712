import { useQueryClient } from "@tanstack/react-query";

import type { ApiClient } from "@/client";
import { useServices } from "@/lib/services";
import { useSingleMutation } from "@/lib/use-single-mutation";

type Change<Input, Result> = {
  send: (client: ApiClient, input: Input) => Promise<Result>;
  /** Called once the page knows how things stand afterwards. */
  onDone?: (result: Result) => void;
};

/** A change of a channel: after it, whatever came of it, channels and their logs are fetched anew. */
export function useChange<Input, Result>({ send, onDone }: Change<Input, Result>) {
  const { client } = useServices();
  const queries = useQueryClient();
  const refresh = async (): Promise<void> => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ["channels"] }),
      queries.invalidateQueries({ queryKey: ["deliveries"] }),
    ]);
  };
  return useSingleMutation({
    // The answer may hold a secret: it is kept no longer than somebody looks at it.
    gcTime: 0,
    mutationFn: (input: Input) => send(client, input),
    onSuccess: async (result) => {
      await refresh();
      onDone?.(result);
    },
    onError: refresh,
  });
}
