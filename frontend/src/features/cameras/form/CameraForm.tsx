import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import Toggle from "@cloudscape-design/components/toggle";
import { useState, type ReactNode } from "react";

import type { CameraInput, Dialect, Site } from "@/client";
import { callPriceText } from "@/lib/format";
import { texts } from "@/lib/texts";
import { useFirstWrong } from "@/lib/ui/form/use-first-wrong";

import { Directions } from "./Directions";
import { DIALECTS, inputOf, ROLES, wrongIn, type Draft, type Wrong } from "./draft";
import { Parts } from "./Parts";
import { Regions } from "./Regions";
import { ZoneField } from "./ZoneField";

const { cameras: t } = texts;

const ROLE_OPTIONS = ROLES.map((value) => ({ value, label: t.roles[value], description: t.rolesHelp[value] }));
const DIALECT_NAMES = Object.keys(DIALECTS) as Dialect[];
const DIALECT_OPTIONS = DIALECT_NAMES.map((value) => ({ value, label: DIALECTS[value] }));

type PartProps = { draft: Draft; wrong: Wrong; change: (changes: Partial<Draft>) => void };

function Basics({ draft, wrong, change }: PartProps): ReactNode {
  return (
    <SpaceBetween size="l">
      <FormField label={t.form.name} description={t.form.nameHelp} errorText={wrong.name}>
        <Input value={draft.name} autoComplete={false} onChange={({ detail }) => change({ name: detail.value })} />
      </FormField>
      <FormField label={t.form.role}>
        <Select
          options={ROLE_OPTIONS}
          selectedOption={ROLE_OPTIONS.find((option) => option.value === draft.role) ?? null}
          triggerVariant="option"
          onChange={({ detail }) =>
            change({ role: ROLES.find((role) => role === detail.selectedOption.value) ?? draft.role })
          }
        />
      </FormField>
      <FormField label={t.form.dialect}>
        <Select
          options={DIALECT_OPTIONS}
          selectedOption={DIALECT_OPTIONS.find((option) => option.value === draft.dialect) ?? null}
          onChange={({ detail }) =>
            change({ dialect: DIALECT_NAMES.find((one) => one === detail.selectedOption.value) ?? draft.dialect })
          }
        />
      </FormField>
      <Toggle
        checked={draft.isActive}
        description={t.form.activeHelp}
        onChange={({ detail }) => change({ isActive: detail.checked })}
      >
        {t.form.active}
      </Toggle>
    </SpaceBetween>
  );
}

type LimitProps = PartProps & { limit: number };

function Limits({ draft, wrong, change, limit }: LimitProps): ReactNode {
  return (
    <SpaceBetween size="l">
      <FormField label={t.form.networks} description={t.form.networksHelp} errorText={wrong.allowed_networks}>
        <Textarea
          value={draft.networks}
          rows={3}
          spellcheck={false}
          onChange={({ detail }) => change({ networks: detail.value })}
        />
      </FormField>
      <FormField label={t.form.retention} description={t.form.retentionHelp(limit)} errorText={wrong.retention_days}>
        <Input
          inputMode="numeric"
          value={draft.retention}
          onChange={({ detail }) => change({ retention: detail.value })}
        />
      </FormField>
      <FormField label={t.form.repeats} description={t.form.repeatsHelp} errorText={wrong.repeat_seconds}>
        <Input inputMode="numeric" value={draft.repeats} onChange={({ detail }) => change({ repeats: detail.value })} />
      </FormField>
      <FormField
        label={t.form.calls}
        description={t.form.callsHelp(callPriceText())}
        errorText={wrong.detect_text_calls_a_day}
      >
        <Input inputMode="numeric" value={draft.calls} onChange={({ detail }) => change({ calls: detail.value })} />
      </FormField>
    </SpaceBetween>
  );
}

function Picture({ draft, wrong, change }: PartProps): ReactNode {
  return (
    <SpaceBetween size="l">
      <Toggle
        checked={draft.isUpsideDown}
        description={t.form.upsideDownHelp}
        onChange={({ detail }) => change({ isUpsideDown: detail.checked })}
      >
        {t.form.upsideDown}
      </Toggle>
      <Parts
        label={t.form.ignored}
        help={t.form.ignoredHelp}
        value={draft.ignored}
        error={wrong.ignored}
        onChange={(ignored) => change({ ignored })}
      />
      <Parts
        label={t.form.watched}
        help={t.form.watchedHelp}
        value={draft.watched}
        error={wrong.watched}
        onChange={(watched) => change({ watched })}
      />
    </SpaceBetween>
  );
}

type Props = {
  site: Site;
  start: Draft;
  /** The most days that photos may be kept. */
  limit: number;
  /** What the API refused. */
  refused: Wrong;
  saving: boolean;
  onSave: (input: CameraInput) => void;
};

/** All that is said of a camera, to be saved together. */
export function CameraForm({ site, start, limit, refused, saving, onSave }: Props): ReactNode {
  const [draft, setDraft] = useState(start);
  const [tried, setTried] = useState(false);
  const [moreShown, setMoreShown] = useState(false);
  const [form, onSend] = useFirstWrong();
  const faults = wrongIn(draft, limit);
  const wrong: Wrong = { ...refused, ...(tried ? faults : {}) };
  const change = (changes: Partial<Draft>): void => setDraft({ ...draft, ...changes });
  const part = { draft, wrong, change };

  const save = (): void => {
    const { name, ...others } = faults;
    setTried(true);
    onSend();
    // What is wrong shall be seen.
    if (Object.keys(others).length > 0) setMoreShown(true);
    if (name === undefined && Object.keys(others).length === 0) onSave(inputOf(draft, site.site_id));
  };

  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!saving) save();
      }}
    >
      <Container header={<Header variant="h2">{t.form.basics}</Header>}>
        <SpaceBetween size="l">
          <Basics {...part} />
          <ExpandableSection
            headerText={t.form.more}
            expanded={moreShown}
            onChange={({ detail }) => setMoreShown(detail.expanded)}
          >
            <SpaceBetween size="l">
              <Directions
                value={draft.directions}
                error={wrong.directions}
                onChange={(directions) => change({ directions })}
              />
              <ZoneField
                label={t.form.zone}
                value={draft.zone}
                error={wrong.time_zone}
                ofSite={t.form.zoneOfSite(site.time_zone)}
                onChange={(zone) => change({ zone })}
              />
              <Regions
                value={draft.regions}
                error={wrong.expected_regions}
                onChange={(regions) => change({ regions })}
              />
              <Limits {...part} limit={limit} />
              <Picture {...part} />
            </SpaceBetween>
          </ExpandableSection>
          <Button variant="primary" formAction="submit" loading={saving} loadingText={texts.app.loading}>
            {t.save}
          </Button>
        </SpaceBetween>
      </Container>
    </form>
  );
}
