import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useLocation, useNavigate } from "react-router";

import type { PlateHistory } from "@/client";
import { showPlate } from "@/lib/api/reads";
import { timeText, timeZone } from "@/lib/format";
import { NotesPanel } from "@/lib/notes/NotesPanel";
import { hashOf, plateOf } from "@/lib/notes/plate-hash";
import { Plate } from "@/lib/photo/plate/Plate";
import { isPurposeNeeded } from "@/lib/purpose/purpose";
import { PurposeBar } from "@/lib/purpose/PurposeBar";
import { FoundTable } from "@/lib/reads/FoundTable";
import { More } from "@/lib/reads/More";
import { useFound } from "@/lib/reads/use-found";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { Loading } from "@/lib/ui/Loading";
import { PageHeading } from "@/lib/ui/PageHeading";
import { RouterLink } from "@/lib/ui/RouterLink";

import styles from "./PlatePage.module.css";

const { plate: t } = texts;

function LookUp(): ReactNode {
  const navigate = useNavigate();
  const [plate, setPlate] = useState("");
  return (
    <Container>
      <form
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          if (plate.trim() !== "") void navigate({ hash: hashOf(plate.trim()) });
        }}
      >
        <FormField label={t.which} description={t.whichHelp}>
          <div className={styles.lookUp}>
            <Input
              value={plate}
              autoComplete={false}
              spellcheck={false}
              onChange={({ detail }) => setPlate(detail.value)}
            />
            <Button variant="primary" formAction="submit">
              {t.show}
            </Button>
          </div>
        </FormField>
      </form>
    </Container>
  );
}

function Facts({ history: { first_seen_at, last_seen_at } }: { history: PlateHistory }): ReactNode {
  if (first_seen_at === null || last_seen_at === null) return <p>{t.never}</p>;
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{t.firstSeen}</dt>
        <dd>{timeText(first_seen_at)}</dd>
      </div>
      <div>
        <dt>{t.lastSeen}</dt>
        <dd>{timeText(last_seen_at)}</dd>
      </div>
      <div>
        <dt>{t.zone}</dt>
        <dd>{timeZone}</dd>
      </div>
    </dl>
  );
}

function Near({ history: { near } }: { history: PlateHistory }): ReactNode {
  return (
    <Container header={<Header variant="h2">{t.near}</Header>}>
      {near.length === 0 ? (
        <p>{t.noneNear}</p>
      ) : (
        <ul className={styles.near}>
          {near.map(({ plate, closeness, last_seen_at, sightings, has_more_sightings }) => (
            <li key={plate}>
              <RouterLink to={{ pathname: "/plates", hash: hashOf(plate) }}>
                <span className={styles.code}>{plate}</span>
              </RouterLink>
              <span className={styles.faint}>
                {texts.reads.closeness[closeness]} · {t.sightingsOf(sightings, has_more_sightings)} ·{" "}
                {t.lastSeenAt(timeText(last_seen_at))}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Container>
  );
}

function Sightings({ plate }: { plate: string }): ReactNode {
  const found = useFound({ plate, match: "exact" });
  return (
    <SpaceBetween size="s">
      <Header variant="h2" description={t.sightingsHelp}>
        {t.sightings}
      </Header>
      {found.error === null ? (
        <FoundTable
          reads={found.reads}
          label={t.sightings}
          ofOnePlate
          loading={found.isPending}
          empty={<Box textAlign="center">{t.noSightings}</Box>}
        />
      ) : (
        <ErrorAlert error={found.error} onRetry={found.again} />
      )}
      {found.error === null && <More found={found} />}
    </SpaceBetween>
  );
}

function About({ plate }: { plate: string }): ReactNode {
  const { client } = useServices();
  const queries = useQueryClient();
  const key = ["plates", plate];
  const { data, error, isPending, refetch } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => showPlate(client, plate, signal),
  });
  if (isPending) return <Loading label={t.loading} />;
  if (isPurposeNeeded(error)) return <PurposeBar needed onGiven={() => void refetch()} />;
  if (error !== null) return <ErrorAlert error={error} onRetry={() => void refetch()} />;
  return (
    <SpaceBetween size="l">
      <PurposeBar needed={false} onGiven={() => undefined} />
      <Plate large>{data.plate}</Plate>
      <Facts history={data} />
      <RouterLink to={{ pathname: "/plates/dossier", hash: hashOf(data.plate) }}>{texts.dossier.open}</RouterLink>
      {data.noted !== null && (
        <NotesPanel noted={data.noted} onChange={(noted) => queries.setQueryData(key, { ...data, noted })} />
      )}
      <Sightings plate={data.plate} />
      <Near history={data} />
    </SpaceBetween>
  );
}

/** A plate's history: when it was seen, every sighting, and plates that may be the same. It stands after the #. */
export function PlatePage(): ReactNode {
  const plate = plateOf(useLocation().hash);
  return (
    <SpaceBetween size="l">
      <SpaceBetween size="xs">
        <RouterLink to="/reads">{t.back}</RouterLink>
        <PageHeading title={t.title} lead={t.lead} />
      </SpaceBetween>
      {plate === "" ? <LookUp /> : <About key={plate} plate={plate} />}
    </SpaceBetween>
  );
}
