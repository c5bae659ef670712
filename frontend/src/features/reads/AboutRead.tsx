import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";

import type { Read, ReadDetail, Upload } from "@/client";
import { isOperator, isSelf } from "@/lib/auth/auth";
import { timeText, timeZone } from "@/lib/format";
import { OwnWord } from "@/lib/missed/OwnWord";
import { TypePlate } from "@/lib/missed/TypePlate";
import { CloseUp } from "@/lib/photo/CloseUp";
import { Enlarged } from "@/lib/photo/Enlarged";
import { PhotoGone } from "@/lib/photo/PhotoGone";
import { PhotoWithTexts } from "@/lib/photo/why/PhotoWithTexts";
import { PlateText } from "@/lib/photo/plate/PlateText";
import { ReadFacts } from "@/lib/photo/ReadFacts";
import { ReadStatus } from "@/lib/photo/ReadStatus";
import { SaidFacts } from "@/lib/photo/said/SaidFacts";
import { TextTable } from "@/lib/photo/why/TextTable";
import { useFreshSource } from "@/lib/photo/use-fresh-source";
import { usePointing } from "@/lib/photo/why/use-pointing";
import { currentPlate } from "@/lib/review/choice";
import { useServices } from "@/lib/services";
import { useStore } from "@/lib/store";
import { texts } from "@/lib/texts";
import { RouterLink } from "@/lib/ui/RouterLink";

import styles from "./AboutRead.module.css";
import { Candidates } from "./Candidates";
import { CharacterTiles } from "./CharacterTiles";
import { CorrectRegion } from "./CorrectRegion";
import { Decide } from "./Decide";
import { EarlierReadings } from "./EarlierReadings";
import { History } from "@/lib/review/History";

type Props = { detail: ReadDetail; onPhotoGone: () => void };
type OfRead = { upload: Upload; read: Read };

function Section({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return <Container header={<Header variant="h2">{title}</Header>}>{children}</Container>;
}

function OtherReads({ upload, read }: OfRead): ReactNode {
  const others = upload.reads.filter(({ read_id }) => read_id !== read.read_id);
  if (others.length === 0) return null;
  return (
    <>
      <dt>{texts.read.others}</dt>
      <dd className={styles.others}>
        {others.map((other) => (
          <RouterLink key={other.read_id} to={`/reads/${other.read_id}`}>
            <PlateText read={other} />
          </RouterLink>
        ))}
      </dd>
    </>
  );
}

type FactsProps = OfRead & { src: string | null; detectionsUrl: string | null };

function Facts({ upload, read, src, detectionsUrl }: FactsProps): ReactNode {
  const session = useStore(useServices().auth.session);
  return (
    <SpaceBetween size="m">
      {src !== null && upload.image !== null && <CloseUp src={src} size={upload.image} read={read} large />}
      <ReadFacts read={read}>
        {isOperator(session) && (
          <>
            <dt>{texts.read.regionRight}</dt>
            <dd>
              <CorrectRegion read={read} />
            </dd>
          </>
        )}
        <dt>{texts.read.taken(timeZone)}</dt>
        <dd>{upload.captured_at === null ? texts.read.takenUnknown : timeText(upload.captured_at)}</dd>
        <dt>{texts.read.arrived(timeZone)}</dt>
        <dd>{timeText(upload.created_at)}</dd>
        <SaidFacts upload={upload} read={read} />
        <dt>{texts.read.status}</dt>
        <dd>
          <ReadStatus status={read.status} />
        </dd>
        <dt>{texts.read.inPhoto}</dt>
        <dd>
          {isSelf(session, read.uploader) ? (
            <RouterLink to={`/uploads/${upload.upload_id}`}>{upload.file_name}</RouterLink>
          ) : (
            upload.file_name
          )}
        </dd>
        {upload.object?.sha256 != null && (
          <>
            <dt>{texts.hold.sha256}</dt>
            <dd className={styles.digest}>{upload.object.sha256}</dd>
          </>
        )}
        {read.uploader_email !== null && (
          <>
            <dt>{texts.read.uploader}</dt>
            <dd>{read.uploader_email}</dd>
          </>
        )}
        {read.reader !== null && (
          <>
            <dt>{texts.read.textFoundBy}</dt>
            <dd>{texts.read.readers[read.reader]}</dd>
          </>
        )}
        {detectionsUrl !== null && (
          <>
            <dt>{texts.read.rawDetections}</dt>
            <dd>
              <Link href={detectionsUrl}>{texts.read.saveDetections}</Link>
            </dd>
          </>
        )}
        <OtherReads upload={upload} read={read} />
      </ReadFacts>
      <OwnWord read={read} />
      {(isOperator(session) || isSelf(session, read.uploader)) && <TypePlate upload={upload} src={src} />}
    </SpaceBetween>
  );
}

/** A read, its photo beside all that is known of it. */
export function AboutRead({ detail, onPhotoGone }: Props): ReactNode {
  const { read, upload, texts: found, reviews } = detail;
  const session = useStore(useServices().auth.session);
  const { src, onError } = useFreshSource(upload.image?.url ?? null, onPhotoGone);
  const pointing = usePointing();
  return (
    <div className={styles.page}>
      <div className={styles.photo}>
        <Container>
          {src === null ? (
            <PhotoGone onShowAgain={onPhotoGone} />
          ) : (
            <Enlarged src={src} size={upload.image}>
              <PhotoWithTexts
                src={src}
                alt={texts.photo.alt(texts.photo.plates([currentPlate(read)]))}
                size={upload.image}
                onError={onError}
                reads={[read]}
                texts={found}
                pointing={pointing}
              />
            </Enlarged>
          )}
        </Container>
      </div>
      <SpaceBetween size="l">
        <Section title={texts.read.facts}>
          <Facts upload={upload} read={read} src={src} detectionsUrl={detail.detections_url} />
        </Section>
        {isOperator(session) && (
          <Section title={texts.review.decide}>
            <Decide detail={detail} />
          </Section>
        )}
        <Section title={texts.review.history}>
          <History reviews={reviews} />
        </Section>
        {detail.earlier.length > 0 && (
          <Section title={texts.review.earlier.title}>
            <EarlierReadings detail={detail} />
          </Section>
        )}
        {read.source === "machine" && (
          <Section title={texts.read.characters}>
            <CharacterTiles read={read} />
          </Section>
        )}
        {read.source === "machine" && (
          <Section title={texts.read.candidates}>
            <Candidates read={read} />
          </Section>
        )}
        <Section title={texts.why.title}>
          {found.length === 0 ? (
            <p>{texts.why.noText}</p>
          ) : (
            <TextTable texts={found} reads={upload.reads} readId={read.read_id} pointing={pointing} />
          )}
        </Section>
      </SpaceBetween>
    </div>
  );
}
