import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState, type ReactNode } from "react";

import type { Purpose } from "@/client";
import { useServices } from "@/lib/services";
import { useStore } from "@/lib/store";
import { texts } from "@/lib/texts";

import { LONGEST_REASON, LONGEST_REFERENCE, purposeStore, setPurpose, SHORTEST_REASON } from "./purpose";

const { purpose: t } = texts;

type FormProps = { before: Purpose | null; needed: boolean; onGiven: (purpose: Purpose) => void; onClose: () => void };

function PurposeForm({ before, needed, onGiven, onClose }: FormProps): ReactNode {
  const [reason, setReason] = useState(before?.reason ?? "");
  const [reference, setReference] = useState(before?.reference ?? "");
  const [tried, setTried] = useState(false);
  const why = reason.trim();
  const reasonFits = why.length >= SHORTEST_REASON && why.length <= LONGEST_REASON;
  const referenceFits = reference.trim().length <= LONGEST_REFERENCE;
  const give = (): void => {
    setTried(true);
    if (reasonFits && referenceFits) onGiven({ reason: why, reference: reference.trim() || null });
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        give();
      }}
    >
      <Container
        header={
          <Header variant="h2" description={t.help}>
            {needed ? t.needed : t.title}
          </Header>
        }
      >
        <SpaceBetween size="m">
          <FormField
            label={t.reason}
            description={t.reasonHelp}
            errorText={tried && !reasonFits ? t.reasonWrong(SHORTEST_REASON, LONGEST_REASON) : undefined}
          >
            <Input value={reason} onChange={({ detail }) => setReason(detail.value)} />
          </FormField>
          <FormField
            label={t.reference}
            errorText={tried && !referenceFits ? t.referenceWrong(LONGEST_REFERENCE) : undefined}
          >
            <Input value={reference} autoComplete={false} onChange={({ detail }) => setReference(detail.value)} />
          </FormField>
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="primary" formAction="submit">
              {t.give}
            </Button>
            {!needed && (
              <Button formAction="none" onClick={onClose}>
                {t.cancel}
              </Button>
            )}
          </SpaceBetween>
        </SpaceBetween>
      </Container>
    </form>
  );
}

function Said({ purpose, onChange }: { purpose: Purpose | null; onChange: () => void }): ReactNode {
  return (
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      {purpose !== null && (
        <Box>{t.said(purpose.reference ? t.withReference(purpose.reason, purpose.reference) : purpose.reason)}</Box>
      )}
      <Button variant="inline-link" onClick={onChange}>
        {purpose === null ? t.state : t.change}
      </Button>
    </SpaceBetween>
  );
}

type Props = {
  /** Whether the API refused to look anything up without it. */
  needed: boolean;
  /** Asks the API again. */
  onGiven: () => void;
};

/** Why plates are looked up: asked for where it has to be said, and to be said or changed at any time. */
export function PurposeBar({ needed, onGiven }: Props): ReactNode {
  const services = useServices();
  const given = useStore(purposeStore(services));
  const [open, setOpen] = useState(false);
  const take = (purpose: Purpose): void => {
    setPurpose(services, purpose);
    setOpen(false);
    if (needed) onGiven();
  };
  const purpose = given?.purpose ?? null;
  if (!open && !needed) return <Said purpose={purpose} onChange={() => setOpen(true)} />;
  return <PurposeForm before={purpose} needed={needed} onGiven={take} onClose={() => setOpen(false)} />;
}
