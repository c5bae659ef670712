import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState, type ReactNode } from "react";

import type { StandingWord, VisitDetail } from "@/client";
import { sayOfVisit } from "@/lib/api/visits";
import { isConflict } from "@/lib/errors";
import { ChangeOutcome } from "@/lib/parking/ChangeOutcome";
import { standingWord } from "@/lib/parking/standing";
import { siteTimeText } from "@/lib/parking/time";
import { useVisitChange } from "@/lib/parking/use-visit-change";
import { texts } from "@/lib/texts";
import { ConfirmDialog } from "@/lib/ui/ConfirmDialog";
import { StatusIndicator } from "@/lib/ui/StatusIndicator";

import styles from "./Visit.module.css";

const { visit: t } = texts;

/** In this order people come to them. */
const WORDS = ["confirmed", "enforced", "completed", "waived"] as const satisfies readonly StandingWord[];
const MAIN: readonly StandingWord[] = ["confirmed", "enforced", "completed"];

/** When its time is over, or was, or would have been. */
function overText({ standing: { over_at, reason }, state, time_zone }: VisitDetail): string {
  if (over_at === null) return t.neverOver;
  const textOf = reason !== null ? t.overSince : state === "open" ? t.overAt : t.couldStay;
  return textOf(siteTimeText(over_at, time_zone));
}

function Why({ visit }: { visit: VisitDetail }): ReactNode {
  const { reason, needs_person, is_unfounded } = visit.standing;
  return (
    <>
      {reason !== null && <p className={styles.faint}>{t.reasons[reason]}</p>}
      <p className={styles.faint}>{overText(visit)}</p>
      {needs_person && <StatusIndicator type="info">{t.needsPerson}</StatusIndicator>}
      {is_unfounded && <StatusIndicator type="warning">{t.unfounded}</StatusIndicator>}
    </>
  );
}

type Props = { visit: VisitDetail; onSaid: (sentence: string) => void };

/** How a visit stands, why, and what a person can say of it; each is asked for twice, for others act on it. */
export function StandingCard({ visit, onSaid }: Props): ReactNode {
  const [asked, setAsked] = useState<StandingWord | null>(null);
  const { mutate, error, isPending, reset } = useVisitChange({
    visitId: visit.visit_id,
    send: sayOfVisit,
    onDone: () => {
      if (asked !== null) onSaid(t.said[asked]);
      setAsked(null);
    },
  });
  const ask = (word: StandingWord): void => {
    reset();
    setAsked(word);
  };
  const { text, type } = standingWord(visit.standing);
  const words = WORDS.filter((word) => visit.standing.may_follow.includes(word));
  // Somebody was faster: what was asked for may not follow any more.
  const isChanged = isConflict(error);
  return (
    <Container header={<Header variant="h2">{t.standing}</Header>}>
      <SpaceBetween size="s">
        <StatusIndicator type={type}>{text}</StatusIndicator>
        <Why visit={visit} />
        {isChanged && <ChangeOutcome error={error} />}
        {words.length > 0 && (
          <div className={styles.acts}>
            {words.map((word) => (
              <Button key={word} variant={MAIN.includes(word) ? "primary" : "normal"} onClick={() => ask(word)}>
                {t.acts[word].action}
              </Button>
            ))}
          </div>
        )}
        <p className={styles.faint}>{t.finesNobody}</p>
      </SpaceBetween>
      {asked !== null && !isChanged && (
        <ConfirmDialog
          title={t.acts[asked].title}
          action={t.acts[asked].action}
          busy={isPending}
          error={error}
          onConfirm={() => mutate({ visit_id: visit.visit_id, version: visit.version, word: asked })}
          onClose={() => setAsked(null)}
        >
          {t.acts[asked].help}
        </ConfirmDialog>
      )}
    </Container>
  );
}
