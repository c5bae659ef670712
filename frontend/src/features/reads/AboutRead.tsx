import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import type { Read, Upload } from "@/client";
import { explanationQuery } from "@/lib/api/explanation";
import { CloseUp } from "@/lib/photo/CloseUp";
import { PhotoGone } from "@/lib/photo/PhotoGone";
import { PhotoWithTexts } from "@/lib/photo/PhotoWithTexts";
import { ReadFacts } from "@/lib/photo/ReadFacts";
import { ReadStatus } from "@/lib/photo/ReadStatus";
import { useFreshSource } from "@/lib/photo/use-fresh-source";
import { usePointing } from "@/lib/photo/use-pointing";
import { Why } from "@/lib/photo/Why";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { RouterLink } from "@/lib/ui/RouterLink";

import styles from "./AboutRead.module.css";
import { Candidates } from "./Candidates";
import { CharacterTiles } from "./CharacterTiles";

type Props = { upload: Upload; read: Read; onPhotoGone: () => void };

function Section({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return <Container header={<Header variant="h2">{title}</Header>}>{children}</Container>;
}

function OtherReads({ upload, read }: Omit<Props, "onPhotoGone">): ReactNode {
  const others = upload.reads.filter(({ read_id }) => read_id !== read.read_id);
  if (others.length === 0) return null;
  return (
    <>
      <dt>{texts.read.others}</dt>
      <dd className={styles.others}>
        {others.map(({ read_id, plate }) => (
          <RouterLink key={read_id} to={`/reads/${read_id}`}>
            {plate}
          </RouterLink>
        ))}
      </dd>
    </>
  );
}

function Facts({ upload, read, src }: Omit<Props, "onPhotoGone"> & { src: string | null }): ReactNode {
  return (
    <SpaceBetween size="m">
      {src !== null && upload.image !== null && <CloseUp src={src} size={upload.image} read={read} large />}
      <ReadFacts read={read}>
        <dt>{texts.read.status}</dt>
        <dd>
          <ReadStatus status={read.status} />
        </dd>
        <dt>{texts.read.inPhoto}</dt>
        <dd>
          <RouterLink to={`/uploads/${upload.upload_id}`}>{upload.file_name}</RouterLink>
        </dd>
        <OtherReads upload={upload} read={read} />
      </ReadFacts>
    </SpaceBetween>
  );
}

/** A read, its photo beside all that is known of it. */
export function AboutRead({ upload, read, onPhotoGone }: Props): ReactNode {
  const { client } = useServices();
  const explanation = useQuery(explanationQuery(client, upload.upload_id));
  const { src, onError } = useFreshSource(upload.image?.url ?? null, onPhotoGone);
  const pointing = usePointing();
  return (
    <div className={styles.page}>
      <div className={styles.photo}>
        <Container>
          {src === null ? (
            <PhotoGone onShowAgain={onPhotoGone} />
          ) : (
            <PhotoWithTexts
              src={src}
              alt={texts.photo.alt(texts.photo.plates([read.plate]))}
              size={upload.image}
              onError={onError}
              reads={[read]}
              texts={explanation.data?.texts}
              pointing={pointing}
            />
          )}
        </Container>
      </div>
      <SpaceBetween size="l">
        <Section title={texts.read.facts}>
          <Facts upload={upload} read={read} src={src} />
        </Section>
        <Section title={texts.read.characters}>
          <CharacterTiles characters={read.characters} />
        </Section>
        <Section title={texts.read.candidates}>
          <Candidates read={read} />
        </Section>
        <Section title={texts.why.title}>
          <Why explanation={explanation} reads={upload.reads} readId={read.read_id} pointing={pointing} />
        </Section>
      </SpaceBetween>
    </div>
  );
}
