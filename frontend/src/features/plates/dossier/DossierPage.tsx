import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState, type ReactNode } from "react";
import { useLocation, useNavigate } from "react-router";

import { hashOf, plateOf } from "@/lib/notes/plate-hash";
import { isPurposeNeeded, saidBy } from "@/lib/purpose/purpose";
import { PurposeBar } from "@/lib/purpose/PurposeBar";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { Loading } from "@/lib/ui/Loading";
import { NativeInput } from "@/lib/ui/NativeInput";
import { PageHeading } from "@/lib/ui/PageHeading";
import { RouterLink } from "@/lib/ui/RouterLink";

import { Document } from "./Document";
import styles from "./Document.module.css";
import { isPeriod, type Period } from "./period";
import { MOST, PAGE_SIZE, useDossier, type Asked } from "./use-dossier";

const { dossier: t } = texts;

type FormProps = { plate: string; onMake: (plate: string, period: Period) => void };

function DossierForm({ plate, onMake }: FormProps): ReactNode {
  const [typed, setTyped] = useState(plate);
  const [period, setPeriod] = useState<Period>({ from: "", to: "" });
  const [tried, setTried] = useState(false);
  const isMissing = typed.trim() === "";
  return (
    <Container>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!isMissing && isPeriod(period)) onMake(typed.trim(), period);
        }}
      >
        <div className={styles.form}>
          <FormField label={t.plate} errorText={tried && isMissing ? t.plateMissing : undefined}>
            <Input
              value={typed}
              autoComplete={false}
              spellcheck={false}
              onChange={({ detail }) => setTyped(detail.value)}
            />
          </FormField>
          <FormField label={t.from} controlId="dossier-from">
            <NativeInput
              id="dossier-from"
              type="date"
              value={period.from}
              onChange={(event) => setPeriod({ ...period, from: event.target.value })}
            />
          </FormField>
          <FormField
            label={t.to}
            controlId="dossier-to"
            errorText={tried && !isPeriod(period) ? t.periodWrong : undefined}
          >
            <NativeInput
              id="dossier-to"
              type="date"
              value={period.to}
              aria-invalid={tried && !isPeriod(period)}
              onChange={(event) => setPeriod({ ...period, to: event.target.value })}
            />
          </FormField>
          <Button variant="primary" formAction="submit">
            {t.make}
          </Button>
        </div>
        <p>{t.periodHelp}</p>
      </form>
    </Container>
  );
}

function Made({ asked, onPurpose }: { asked: Asked; onPurpose: () => void }): ReactNode {
  const made = useDossier(asked);
  const [settled, setSettled] = useState(0);
  if (made.isPending) return <Loading label={t.making} />;
  if (isPurposeNeeded(made.error)) return <PurposeBar needed onGiven={onPurpose} />;
  if (made.first === null) return <ErrorAlert error={made.error} onRetry={made.again} />;
  const photos = made.sightings.filter(({ image }) => image !== null).length;
  const isFull = made.sightings.length >= MOST;
  return (
    <SpaceBetween size="m">
      <div className={styles.screen}>
        <SpaceBetween size="s">
          <SpaceBetween direction="horizontal" size="xs" alignItems="center">
            <Button variant="primary" iconName="file" disabled={settled < photos} onClick={() => print()}>
              {t.print}
            </Button>
            {made.hasMore && !isFull && (
              <Button loading={made.isFetchingMore} loadingText={texts.app.loading} onClick={made.more}>
                {t.more(PAGE_SIZE)}
              </Button>
            )}
          </SpaceBetween>
          <div role="status">{settled < photos ? t.loadingPhotos(settled, photos) : t.photosLoaded}</div>
          {made.hasMore && isFull && <p>{t.most(MOST)}</p>}
          {made.error !== null && <ErrorAlert error={made.error} onRetry={made.more} />}
        </SpaceBetween>
      </div>
      <Document made={made.first} sightings={made.sightings} asked={asked} onPhotos={setSettled} />
    </SpaceBetween>
  );
}

function Making({ plate }: { plate: string }): ReactNode {
  const navigate = useNavigate();
  const { client } = useServices();
  const [asked, setAsked] = useState<Asked | null>(null);
  const make = (typed: string, period: Period): void => {
    setAsked({ plate: typed, period, purpose: saidBy(client).purpose ?? null, time: Date.now() });
    if (typed !== plate) void navigate({ hash: hashOf(typed) }, { replace: true });
  };
  return (
    <>
      <div className={styles.screen}>
        <SpaceBetween size="s">
          <PurposeBar needed={false} onGiven={() => undefined} />
          <DossierForm plate={plate} onMake={make} />
        </SpaceBetween>
      </div>
      {asked !== null && <Made key={asked.time} asked={asked} onPurpose={() => make(asked.plate, asked.period)} />}
    </>
  );
}

/** All about a plate as one document. The plate stands after the #; nothing is made before somebody asks for it. */
export function DossierPage(): ReactNode {
  const plate = plateOf(useLocation().hash);
  return (
    <SpaceBetween size="l">
      <div className={styles.screen}>
        <SpaceBetween size="xs">
          <RouterLink to={{ pathname: "/plates", hash: hashOf(plate) }}>{t.back}</RouterLink>
          <PageHeading title={t.title} lead={t.lead} />
        </SpaceBetween>
      </div>
      <Making plate={plate} />
    </SpaceBetween>
  );
}
