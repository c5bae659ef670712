import { useQueryClient } from "@tanstack/react-query";

import type { ApiClient } from "@/client";
import { sitesQuery } from "@/lib/api/sites";
import { isConflict, isMissing } from "@/lib/errors";
import { useServices } from "@/lib/services";
import { useSingleMutation } from "@/lib/use-single-mutation";

type Change<Input, Result> = {
  send: (client: ApiClient, input: Input) => Promise<Result>;
  /** Called once the page knows how things stand afterwards. */
  onDone?: (result: Result) => void;
};

/** A change of the registry: after it, and where somebody else was faster, all is fetched anew. */
export function useChange<Input, Result>({ send, onDone }: Change<Input, Result>) {
  const { client } = useServices();
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: sitesQuery(client).queryKey });
  return useSingleMutation({
    // The answer may hold a secret: it is kept no longer than somebody looks at it.
    gcTime: 0,
    mutationFn: (input: Input) => send(client, input),
    onSuccess: async (result) => {
      await refresh();
      onDone?.(result);
    },
    onError: async (why) => {
      if (isConflict(why) || isMissing(why)) await refresh();
    },
  });
}
