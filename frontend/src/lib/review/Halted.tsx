import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import type { ReactNode } from "react";

import { texts } from "@/lib/texts";

import type { Outbox } from "./sender";

const { review: t } = texts;

/** That decisions wait to be sent, and why; nothing where none does. */
export function Halted({ outbox, halted, onSend }: Outbox<unknown> & { onSend: () => void }): ReactNode {
  if (halted === null) return null;
  return (
    <div role="alert">
      <Alert type="error" header={t.halted(outbox.length)} action={<Button onClick={onSend}>{t.sendAgain}</Button>}>
        {halted} {t.haltedHelp}
      </Alert>
    </div>
  );
}
