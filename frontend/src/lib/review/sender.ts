/** What waits to be sent: the first one is under way, unless `halted` says why nothing is. */
export type Outbox<Outgoing> = { outbox: readonly Outgoing[]; halted: string | null };

type Tools<Outgoing, Event> = {
  waiting: () => Outbox<Outgoing>;
  /** Sends one; gives what follows from it, also where it failed. */
  send: (next: Outgoing) => Promise<Event>;
  onEvent: (event: Event) => void;
};

export type Sender = {
  /** Sends what is next, unless something is under way. */
  sendNext: (evenIfHalted?: boolean) => Promise<void>;
  /** What is under way belongs to an outbox that is no more. */
  forget: () => void;
};

/** Sends one after the other, so that none overtakes another and none is sent twice at once. */
export function createSender<Outgoing, Event>({ waiting, send, onEvent }: Tools<Outgoing, Event>): Sender {
  let isSending = false;
  let life = 0;
  return {
    sendNext: async (evenIfHalted = false) => {
      const { outbox, halted } = waiting();
      const [next] = outbox;
      if (isSending || (halted !== null && !evenIfHalted) || next === undefined) return;
      const itsLife = life;
      isSending = true;
      const event = await send(next);
      if (itsLife !== life) return;
      isSending = false;
      onEvent(event);
    },
    forget: () => {
      life += 1;
      isSending = false;
    },
  };
}
