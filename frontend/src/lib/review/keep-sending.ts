import { whenOthersMayCome } from "@/lib/auth/others";
import { keptFor, userIdOf, type Keeper } from "@/lib/kept";
import { warnBeforeLeaving, type Unfinished } from "@/lib/leaving";
import type { Services } from "@/lib/services";
import type { Store } from "@/lib/store";

/** What sends by itself. */
type Sending<State> = {
  state: Pick<Store<State>, "get" | "subscribe">;
  /** Tries at once what failed. */
  retry: () => void;
  /** Forgets everything, what is on its way included. */
  clear: () => void;
};

/** What it is, how it is made, and how its state is kept; `kept` is of whom it belongs to, whenever it is asked. */
type Kind<State, Queue> = {
  name: keyof Unfinished;
  make: (kept: () => Keeper) => Queue;
  keep: (kept: Keeper, state: State) => void;
};

/**
 * Has what is on its way arrive: it is kept over a reload and a sign-in, sent again when the network or the session is
 * back, and forgotten before another person comes.
 */
export function keepSending<State extends { outbox: readonly unknown[] }, Queue extends Sending<State>>(
  { auth }: Services,
  { name, make, keep }: Kind<State, Queue>,
): Queue {
  // Whose it is, also while their session has run out.
  let owner = userIdOf(auth.session.get());
  const kept = (): Keeper => keptFor(owner);
  const queue = make(kept);
  const follow = (): void => {
    keep(kept(), queue.state.get());
    warnBeforeLeaving(name, queue.state.get().outbox.length);
  };
  follow();
  queue.state.subscribe(follow);
  whenOthersMayCome(auth, queue.clear);
  // What a session that ran out, or a network that was gone, held up.
  auth.session.subscribe(() => {
    owner = userIdOf(auth.session.get()) ?? owner;
    if (auth.session.get().state === "signed_in") queue.retry();
  });
  addEventListener("online", queue.retry);
  return queue;
}
