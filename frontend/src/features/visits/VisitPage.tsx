import Alert from "@cloudscape-design/components/alert";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useNavigate, useParams } from "react-router";

import type { VisitDetail } from "@/client";
import { visitQuery } from "@/lib/api/visits";
import { isMissing } from "@/lib/errors";
import { regionText } from "@/lib/format";
import { durationText, siteTimeText } from "@/lib/parking/time";
import { useClock } from "@/lib/parking/use-clock";
import { Plate } from "@/lib/photo/plate/Plate";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { Loading } from "@/lib/ui/Loading";
import { PageHeading } from "@/lib/ui/PageHeading";
import { RouterLink } from "@/lib/ui/RouterLink";

import { Acts } from "./visit/Acts";
import { AskedHere } from "./visit/AskedHere";
import { Ends } from "./visit/Ends";
import { History, Photos } from "./visit/History";
import { StandingCard } from "./visit/StandingCard";
import styles from "./visit/Visit.module.css";

const { visit: t, visits } = texts;

/** Whether the vehicle is there, or when it left. */
function whereText({ state, entry, ended_at, time_zone }: VisitDetail): string {
  if (state === "open")
    return entry === null ? t.states.insideUnknown : t.states.inside(siteTimeText(entry.at, time_zone));
  return ended_at === null ? t.states.leftUnknown : t.states.left(siteTimeText(ended_at, time_zone));
}

function stayText({ state, entry, stay_seconds }: VisitDetail, now: Date): string | null {
  if (stay_seconds !== null) return t.stay(durationText(stay_seconds));
  if (state !== "open" || entry === null) return null;
  return visits.soFar(durationText((now.getTime() - Date.parse(entry.at)) / 1000));
}

function Facts({ visit }: { visit: VisitDetail }): ReactNode {
  const { pairing, ended_by_email, permit, permit_list } = visit;
  const facts = [
    whereText(visit),
    stayText(visit, useClock()),
    visit.region === null ? null : regionText(visit.region),
    permit === null ? null : visits.permit(permit, permit_list),
    pairing === null ? null : t.pairing[pairing],
    ended_by_email === null ? null : t.endedBy(ended_by_email),
  ].filter((fact) => fact !== null);
  return (
    <ul className={styles.facts}>
      {facts.map((fact) => (
        <li key={fact}>{fact}</li>
      ))}
    </ul>
  );
}

/** What is to be known of it, in sentences; nothing where there is nothing. */
function Notes({ visit: { notes, ending, exit } }: { visit: VisitDetail }): ReactNode {
  // That no photo shows it leaving, and why, stands at the exit already.
  const how = ending !== null && ending !== "seen" && exit !== null ? [t.endings[ending]] : [];
  const sentences = [...how, ...notes.map((note) => t.notes[note])];
  if (sentences.length === 0) return null;
  return (
    <Container header={<Header variant="h2">{t.notesTitle}</Header>}>
      <ul className={styles.notes}>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Container>
  );
}

function Known({ visit, onStale }: { visit: VisitDetail; onStale: () => void }): ReactNode {
  const navigate = useNavigate();
  const [said, setSaid] = useState<string | null>(null);
  const done = (after: VisitDetail, sentence: string): void => {
    setSaid(sentence);
    if (after.visit_id !== visit.visit_id) void navigate(`/visits/${after.visit_id}`, { replace: true });
  };
  return (
    <SpaceBetween size="l">
      <PageHeading
        title={t.title}
        lead={`${visit.site_name ?? visit.site_id} · ${t.timesIn(visit.time_zone)}`}
        actions={<Acts visit={visit} onDone={done} />}
      >
        <Plate large>{visit.plate}</Plate>
      </PageHeading>
      <div>
        <div role="status">{said !== null && <Alert type="success">{said}</Alert>}</div>
        <Facts visit={visit} />
      </div>
      <Ends visit={visit} onStale={onStale} />
      <AskedHere visit={visit} onDone={(after) => done(after, t.said.answer)} />
      <StandingCard visit={visit} onSaid={setSaid} />
      <Notes visit={visit} />
      <Photos visit={visit} onStale={onStale} />
      <History visit={visit} />
    </SpaceBetween>
  );
}

/** A visit: both photos beside each other, how it stands, what a person can say of it, and what became of it. */
export function VisitPage(): ReactNode {
  const { visitId = "" } = useParams();
  const { client } = useServices();
  const { data, error, isPending, refetch } = useQuery(visitQuery(client, visitId));
  const again = (): void => void refetch();
  const all = data === undefined ? "/visits" : `/visits?site=${encodeURIComponent(data.site_id)}`;
  return (
    <SpaceBetween size="m">
      <RouterLink to={all}>{t.back}</RouterLink>
      {isPending && <Loading label={t.loading} />}
      {isMissing(error) && <PageHeading title={t.notFound} lead={t.notFoundHelp} />}
      {error !== null && !isMissing(error) && data === undefined && <ErrorAlert error={error} onRetry={again} />}
      {data !== undefined && !isMissing(error) && <Known visit={data} onStale={again} />}
    </SpaceBetween>
  );
}
