import Box from "@cloudscape-design/components/box";
import FormField from "@cloudscape-design/components/form-field";
import { useId, useState, type ReactNode } from "react";

import type { VisitDetail } from "@/client";
import { sayItLeft } from "@/lib/api/visits";
import { refusedFields } from "@/lib/errors";
import { ChangeOutcome } from "@/lib/parking/ChangeOutcome";
import { localOf, momentOf } from "@/lib/parking/time";
import { useVisitChange } from "@/lib/parking/use-visit-change";
import { texts } from "@/lib/texts";
import { FormDialog } from "@/lib/ui/FormDialog";
import { NativeInput } from "@/lib/ui/NativeInput";

const { visit: t } = texts;

type Props = { visit: VisitDetail; onDone: (visit: VisitDetail) => void; onClose: () => void };

/** The moment that was typed, where the vehicle can have left then. */
function leftAt(typed: string, { time_zone, last_seen_at }: VisitDetail, now: Date): Date | null {
  if (typed === "") return null;
  const moment = momentOf(typed, time_zone);
  // Fields have minutes alone: within the one in which it was seen last, it is taken to have left after that.
  const isAfter = moment.getTime() >= Date.parse(last_seen_at) - 60_000;
  return isAfter && moment <= now ? new Date(Math.max(moment.getTime(), Date.parse(last_seen_at))) : null;
}

/** Asks when a vehicle left that no camera saw leaving. */
export function LeftDialog({ visit, onDone, onClose }: Props): ReactNode {
  const field = useId();
  const [typed, setTyped] = useState(() => localOf(new Date(), visit.time_zone));
  const [isWrong, setWrong] = useState(false);
  const { mutate, error, isPending } = useVisitChange({ visitId: visit.visit_id, send: sayItLeft, onDone });
  const refused = refusedFields(error, { left_at: t.leftWrong });
  const problem = isWrong ? t.leftWrong : refused.left_at;
  const save = (): void => {
    const at = leftAt(typed, visit, new Date());
    setWrong(at === null);
    if (at !== null) mutate({ visit_id: visit.visit_id, version: visit.version, left_at: at.toISOString() });
  };
  return (
    <FormDialog title={t.leftTitle} action={t.leftAction} busy={isPending} onSubmit={save} onClose={onClose}>
      <Box>{t.leftHelp}</Box>
      {refused.left_at === undefined && <ChangeOutcome error={error} />}
      <FormField label={t.leftAt(visit.time_zone)} controlId={field} errorText={problem}>
        <NativeInput
          id={field}
          type="datetime-local"
          aria-invalid={problem !== undefined}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
      </FormField>
    </FormDialog>
  );
}
