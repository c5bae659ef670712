import { useQueryClient, type InfiniteData } from "@tanstack/react-query";

import type { ApiClient, People, Person } from "@/client";
import { useServices } from "@/lib/services";
import { useSingleMutation } from "@/lib/use-single-mutation";

type Change<Input> = {
  send: (client: ApiClient, input: Input) => Promise<Person>;
  onDone: (person: Person) => void;
};

/** A change of somebody: how they stand now is shown at once. A look at everybody is written down, so none is taken. */
export function useChange<Input>({ send, onDone }: Change<Input>) {
  const { client } = useServices();
  const queries = useQueryClient();
  const show = (changed: Person): void => {
    queries.setQueriesData<InfiniteData<People>>({ queryKey: ["people"] }, (data) =>
      data === undefined
        ? data
        : {
            ...data,
            pages: data.pages.map((page) => ({
              ...page,
              people: page.people.map((one) => (one.person_id === changed.person_id ? changed : one)),
            })),
          },
    );
  };
  return useSingleMutation({
    mutationFn: (input: Input) => send(client, input),
    onSuccess: (person) => {
      show(person);
      onDone(person);
    },
  });
}
