import Alert from "@cloudscape-design/components/alert";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";

import type { Camera } from "@/client";
import { timeText } from "@/lib/format";
import { texts } from "@/lib/texts";
import { BudgetState } from "@/lib/ui/BudgetState";

import { HealthBadges } from "./HealthBadges";
import { clockText, gapText, knownShareText, perDayText } from "./words";

const { cameras, watching: t } = texts;

const whenText = (time: string | null): string => (time === null ? cameras.neverSeen : timeText(time));

/** How a camera is, in words and numbers, and what to do about it. */
export function HealthFacts({ camera, siteIsActive }: { camera: Camera; siteIsActive: boolean }): ReactNode {
  const { health, last_seen_at, last_photo } = camera;
  const facts: readonly [string, string][] = [
    [t.facts.seen, whenText(last_seen_at)],
    [t.facts.lastPhoto, whenText(last_photo?.arrived_at ?? null)],
    [t.facts.gap, gapText(health)],
    [t.facts.clock, clockText(health)],
    [t.facts.perDay, perDayText(health)],
    [t.facts.withRead, knownShareText(health.share_with_read)],
    [t.facts.toReview, knownShareText(health.share_to_review)],
  ];
  return (
    <Container
      header={
        <Header variant="h2" description={t.factsOf}>
          {t.health}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {health.ailments.map((ailment) => (
          <Alert key={ailment} type={ailment === "silent" ? "error" : "warning"} header={t.ailments[ailment]}>
            {t.ailmentHelp[ailment]}
          </Alert>
        ))}
        {health.ailments.length === 0 && <HealthBadges camera={camera} siteIsActive={siteIsActive} />}
        <BudgetState budget={camera.budget} ofCamera />
        <KeyValuePairs columns={4} items={facts.map(([label, value]) => ({ label, value }))} />
      </SpaceBetween>
    </Container>
  );
}
