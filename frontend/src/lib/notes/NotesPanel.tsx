import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";

import type { Noted } from "@/client";
import { texts } from "@/lib/texts";

import { Notes } from "./Notes";
import { Tags } from "./Tags";

const { notes: t } = texts;

type Props = {
  noted: Noted;
  /** Whose plate it is, where that is sure; it is kept with what is noted from here. */
  region?: string | null;
  /** Told of what is noted after a change. */
  onChange: (noted: Noted) => void;
};

/** What people note of a plate: tags and notes, to be read and written. */
export function NotesPanel({ noted, region = null, onChange }: Props): ReactNode {
  const about = { noted, region, onChange };
  return (
    <Container
      header={
        <Header variant="h2" description={t.help}>
          {t.title}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <Tags key={`tags of ${noted.plate}`} {...about} />
        <Notes key={`notes of ${noted.plate}`} {...about} />
      </SpaceBetween>
    </Container>
  );
}
