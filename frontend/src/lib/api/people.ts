import { infiniteQueryOptions } from "@tanstack/react-query";

import type { ApiClient, Group, InvitationInput, People, Person } from "@/client";
import { answerOf } from "@/lib/api/answer";

const PAGE_SIZE = 20;

/** Whom to show: those of a group, those whose address begins so, or all. */
export type Whom = { group: Group | null; emailBegins: string };

const fetchPeople = (
  client: ApiClient,
  { group, emailBegins }: Whom,
  cursor: string | null,
  signal: AbortSignal,
): Promise<People> => {
  const page = { limit: PAGE_SIZE, ...(cursor === null ? {} : { cursor }) };
  // An address stands in no URL.
  if (emailBegins !== "")
    return answerOf(client.POST("/people/search", { body: { email_begins: emailBegins, ...page }, signal }));
  const query = { ...page, ...(group === null ? {} : { group }) };
  return answerOf(client.GET("/people", { params: { query }, signal }));
};

/** Who may sign in, a page at a time. Each look is written down: none is taken by itself. */
export const peopleQuery = (client: ApiClient, whom: Whom) =>
  infiniteQueryOptions({
    queryKey: ["people", whom],
    queryFn: ({ pageParam, signal }) => fetchPeople(client, whom, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.cursor,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

const of = ({ person_id }: Person) => ({ path: { person_id } });

/** Invites somebody by mail. */
export const invitePerson = (client: ApiClient, body: InvitationInput): Promise<Person> =>
  answerOf(client.POST("/people", { body }));

/** Mails an invitation once more. */
export const inviteAgain = (client: ApiClient, person: Person): Promise<Person> =>
  answerOf(client.POST("/people/{person_id}/invite", { params: of(person), body: {} }));

/** Puts somebody into groups, and takes them out of the others. */
export const setGroups = (client: ApiClient, { person, groups }: { person: Person; groups: Group[] }) =>
  answerOf(client.POST("/people/{person_id}/groups", { params: of(person), body: { groups, seen: person.groups } }));

/** Disables or enables somebody. */
export const switchPerson = (client: ApiClient, { person, on }: { person: Person; on: boolean }): Promise<Person> =>
  answerOf(client.POST("/people/{person_id}/switch", { params: of(person), body: { on } }));
