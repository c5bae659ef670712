import Button from "@cloudscape-design/components/button";
import { useState, type ReactNode } from "react";

import type { VisitDetail } from "@/client";
import { partVisit } from "@/lib/api/visits";
import { isConflict } from "@/lib/errors";
import { ChangeOutcome } from "@/lib/parking/ChangeOutcome";
import { useVisitChange } from "@/lib/parking/use-visit-change";
import { texts } from "@/lib/texts";
import { ConfirmDialog } from "@/lib/ui/ConfirmDialog";

import { LeftDialog } from "./LeftDialog";
import styles from "./Visit.module.css";

const { visit: t } = texts;

type Props = { visit: VisitDetail; onDone: (visit: VisitDetail, sentence: string) => void };
type DialogProps = { visit: VisitDetail; onDone: (visit: VisitDetail) => void; onClose: () => void };

function PartDialog({ visit, onDone, onClose }: DialogProps): ReactNode {
  const { mutate, error, isPending } = useVisitChange({ visitId: visit.visit_id, send: partVisit, onDone });
  if (isConflict(error)) return <ChangeOutcome error={error} />;
  return (
    <ConfirmDialog
      title={t.partTitle}
      action={t.partAction}
      busy={isPending}
      error={error}
      onConfirm={() => mutate({ visit_id: visit.visit_id, version: visit.version })}
      onClose={onClose}
    >
      {t.partHelp}
    </ConfirmDialog>
  );
}

/** What a person can say of a visit's ends: that the vehicle has left, or that these are two vehicles. */
export function Acts({ visit, onDone }: Props): ReactNode {
  const [doing, setDoing] = useState<"left" | "part" | null>(null);
  const close = (): void => setDoing(null);
  const done = (sentence: string) => (after: VisitDetail) => {
    close();
    onDone(after, sentence);
  };
  const [isOpen, isPaired] = [visit.state === "open", visit.entry !== null && visit.exit !== null];
  return (
    <>
      <div className={styles.acts}>
        {isOpen && <Button onClick={() => setDoing("left")}>{t.leftAction}</Button>}
        {isPaired && <Button onClick={() => setDoing("part")}>{t.partAction}</Button>}
      </div>
      {doing === "left" && <LeftDialog visit={visit} onDone={done(t.said.left)} onClose={close} />}
      {doing === "part" && <PartDialog visit={visit} onDone={done(t.said.part)} onClose={close} />}
    </>
  );
}
