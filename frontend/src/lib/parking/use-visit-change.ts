import { useQueryClient } from "@tanstack/react-query";

import type { ApiClient, VisitDetail } from "@/client";
import { nowQuery } from "@/lib/api/parking";
import { visitQuery } from "@/lib/api/visits";
import { isConflict, isMissing, isRefused } from "@/lib/errors";
import { useServices } from "@/lib/services";
import { useSingleMutation } from "@/lib/use-single-mutation";

type Change<Input> = {
  visitId: string;
  send: (client: ApiClient, input: Input) => Promise<VisitDetail>;
  /** Called with how the visit stands afterwards; it may be another one by then. */
  onDone: (visit: VisitDetail) => void;
};

/** A change of a visit: after it, and where somebody else was faster, all is shown as it stands. */
export function useVisitChange<Input>({ visitId, send, onDone }: Change<Input>) {
  const { client } = useServices();
  const queries = useQueryClient();
  const lookAgain = (): void => {
    void queries.invalidateQueries({ queryKey: ["visits"] });
    void queries.invalidateQueries({ queryKey: nowQuery(client).queryKey });
  };
  return useSingleMutation({
    mutationFn: (input: Input) => send(client, input),
    onSuccess: (visit) => {
      queries.setQueryData(visitQuery(client, visit.visit_id).queryKey, visit);
      lookAgain();
      onDone(visit);
    },
    onError: async (why) => {
      // What does not follow from how it stands is refused, too.
      if (!isConflict(why) && !isMissing(why) && !isRefused(why)) return;
      await queries.invalidateQueries({ queryKey: visitQuery(client, visitId).queryKey });
      lookAgain();
    },
  });
}
