import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useEffect, useRef, type ReactNode } from "react";

import type { VisitDetail } from "@/client";
import { answerQuestion } from "@/lib/api/visits";
import { isConflict } from "@/lib/errors";
import { ChangeOutcome } from "@/lib/parking/ChangeOutcome";
import { EndPhoto } from "@/lib/parking/EndPhoto";
import { Suggestions, type Answer } from "@/lib/parking/question/Suggestions";
import { siteTimeText } from "@/lib/parking/time";
import { useVisitChange } from "@/lib/parking/use-visit-change";
import { Plate } from "@/lib/photo/plate/Plate";
import { useFreshInput } from "@/lib/review/use-fresh-input";
import { useKeys } from "@/lib/review/use-keys";
import { texts } from "@/lib/texts";
import { Key } from "@/lib/ui/Key";
import { RouterLink } from "@/lib/ui/RouterLink";

import styles from "./QuestionItem.module.css";

const { questions: t, review, visit: v } = texts;

type Props = {
  visit: VisitDetail;
  onAnswered: (after: VisitDetail, kind: "chosen" | "none") => void;
  onSkip: () => void;
  /** Somebody else was faster. */
  onChanged: () => void;
  onGone: () => void;
};

function Leaving({ visit: { exit, time_zone, site_name, visit_id, plate } }: Pick<Props, "visit">): ReactNode {
  return (
    <div className={styles.leaving}>
      <h2 className={styles.title}>{t.exit}</h2>
      {exit !== null && <EndPhoto end={exit} alt={v.photo(exit.plate, t.exit)} onStale={() => undefined} />}
      <Plate large>{exit?.plate ?? plate}</Plate>
      <span>
        {exit !== null && `${siteTimeText(exit.at, time_zone)} · ${exit.camera_name ?? exit.camera_id} · `}
        {site_name}
      </span>
      <RouterLink to={`/visits/${visit_id}`}>{v.title}</RouterLink>
    </div>
  );
}

function Gone({ onGone }: Pick<Props, "onGone">): ReactNode {
  return (
    <Box textAlign="center" padding={{ vertical: "xl" }}>
      <SpaceBetween size="s">
        <Box>{t.gone}</Box>
        <Button variant="primary" onClick={onGone}>
          {t.next}
        </Button>
      </SpaceBetween>
    </Box>
  );
}

/** A question: the exit beside the entries that it may belong to, to be answered from the keyboard alone. */
export function QuestionItem({ visit, onAnswered, onSkip, onChanged, onGone }: Props): ReactNode {
  const { visit_id, version, suggestions } = visit;
  const section = useRef<HTMLElement>(null);
  const { mutate, error, isPending } = useVisitChange({
    visitId: visit_id,
    send: async (client, answer: Answer) => {
      try {
        const after = await answerQuestion(client, { visit_id, version, entry_read_id: answer?.entry.read_id ?? null });
        onAnswered(after, answer === null ? "none" : "chosen");
        return after;
      } catch (error) {
        if (isConflict(error)) onChanged();
        throw error;
      }
    },
    onDone: () => undefined,
  });
  useEffect(() => {
    // The button that was pressed went with the question before.
    if (document.activeElement === document.body) section.current?.focus({ preventScroll: true });
  }, []);
  const isMeant = useFreshInput(`${visit_id} ${version}`);
  const meant = (act: () => void) => (): void => {
    if (isMeant()) act();
  };
  const isOpen = visit.has_question && suggestions.length > 0;
  const none = meant(() => mutate(null));
  const skip = meant(onSkip);
  const choices = suggestions.map((suggestion, i) => [String(i + 1), meant(() => mutate(suggestion))] as const);
  useKeys(isOpen ? { ...Object.fromEntries(choices), 0: none, n: none, s: skip } : {});
  if (!isOpen)
    return (
      <>
        <ChangeOutcome error={error} />
        <Gone onGone={onGone} />
      </>
    );
  return (
    <section ref={section} tabIndex={-1} aria-label={t.item} className={styles.item}>
      <Leaving visit={visit} />
      <div className={styles.entries}>
        <div>
          <h2 className={styles.title}>{t.title}</h2>
          <p className={styles.help}>{t.titleHelp}</p>
        </div>
        <ChangeOutcome error={error} />
        <Suggestions visit={visit} busy={isPending} onChoose={(answer) => meant(() => mutate(answer))()} />
        <Button onClick={skip}>
          {review.skip} <Key>S</Key>
        </Button>
      </div>
    </section>
  );
}
