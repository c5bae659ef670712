import { useQueryClient } from "@tanstack/react-query";

import type { ApiClient } from "@/client";
import { listsQuery } from "@/lib/api/lists";
import { isConflict, isMissing } from "@/lib/errors";
import { useServices } from "@/lib/services";
import { useSingleMutation } from "@/lib/use-single-mutation";

type Change<Input, Result> = {
  send: (client: ApiClient, input: Input) => Promise<Result>;
  /** Called once the page knows how things stand afterwards. */
  onDone?: (result: Result) => void;
};

/** A change of lists or entries: after it, and where somebody else was faster, all is fetched anew. */
export function useListChange<Input, Result>({ send, onDone }: Change<Input, Result>) {
  const { client } = useServices();
  const queries = useQueryClient();
  // The entries' queries begin with the same key.
  const refresh = () => queries.invalidateQueries({ queryKey: listsQuery(client).queryKey });
  return useSingleMutation({
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
