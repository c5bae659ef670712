import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";

import type { VisitDetail } from "@/client";
import { answerQuestion } from "@/lib/api/visits";
import { ChangeOutcome } from "@/lib/parking/ChangeOutcome";
import { Suggestions } from "@/lib/parking/question/Suggestions";
import { useVisitChange } from "@/lib/parking/use-visit-change";
import { texts } from "@/lib/texts";

const { questions: t } = texts;

type Props = { visit: VisitDetail; onDone: (visit: VisitDetail) => void };

/** Asks on the visit's own page which entry its exit belongs to; nothing where that is no question. */
export function AskedHere({ visit, onDone }: Props): ReactNode {
  const { visit_id, version, suggestions } = visit;
  const { mutate, error, isPending } = useVisitChange({ visitId: visit_id, send: answerQuestion, onDone });
  if (suggestions.length === 0) return null;
  return (
    <Container
      header={
        <Header variant="h2" description={t.titleHelp}>
          {t.title}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <ChangeOutcome error={error} />
        <Suggestions
          visit={visit}
          busy={isPending}
          onChoose={(chosen) => mutate({ visit_id, version, entry_read_id: chosen?.entry.read_id ?? null })}
        />
      </SpaceBetween>
    </Container>
  );
}
