import type { ApiClient, Purpose } from "@/client";
import { whenOthersMayCome } from "@/lib/auth/others";
import { ApiError } from "@/lib/errors";
import type { Services } from "@/lib/services";
import { createStore, type Store } from "@/lib/store";

/** As long as a session of work; afterwards it is asked for again. */
const KEPT_MILLISECONDS = 4 * 3600 * 1000;

export const [SHORTEST_REASON, LONGEST_REASON, LONGEST_REFERENCE] = [3, 200, 64];

type Given = { purpose: Purpose; until: number };

/** In the memory of this tab, and nowhere else. */
const given = new WeakMap<ApiClient, Store<Given | null>>();

/** Why the person who works here looks plates up, until they say otherwise or leave. */
export function purposeStore({ client, auth }: Pick<Services, "client" | "auth">): Store<Given | null> {
  const known = given.get(client);
  if (known !== undefined) return known;
  const store = createStore<Given | null>(null);
  given.set(client, store);
  whenOthersMayCome(auth, () => store.set(null));
  return store;
}

/** Keeps a purpose for some time; null forgets it. */
export function setPurpose(services: Pick<Services, "client" | "auth">, purpose: Purpose | null): void {
  purposeStore(services).set(purpose && { purpose, until: Date.now() + KEPT_MILLISECONDS });
}

/** The part of a request that says why; nothing where nobody said it, or too long ago. */
export function saidBy(client: ApiClient): { purpose?: Purpose } {
  const now = given.get(client)?.get() ?? null;
  return now === null || now.until <= Date.now() ? {} : { purpose: now.purpose };
}

/** Whether the API wants to know why, before it looks anything up. */
export const isPurposeNeeded = (error: unknown): boolean =>
  error instanceof ApiError && error.code === "purpose_needed";
