import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Multiselect from "@cloudscape-design/components/multiselect";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Toggle from "@cloudscape-design/components/toggle";
import { useState, type ReactNode } from "react";

import type { Settings, SettingsInput } from "@/client";
import { callPriceText, percentText, regionText, shareText } from "@/lib/format";
import { texts } from "@/lib/texts";
import { useFirstWrong } from "@/lib/ui/form/use-first-wrong";

import { hoursOf, HoursField, spanOf } from "./HoursField";

const { settings: t } = texts;

type Field<T> = { value: T; onChange: (value: T) => void };

function choiceOf({ error_rate, confidence }: Settings["accept_choices"][number]) {
  const value = String(error_rate);
  return confidence === null
    ? { value, label: t.acceptNone, description: t.acceptNoneHelp }
    : { value, label: t.errorRateOf(shareText(error_rate)), description: t.acceptFrom(percentText(confidence)) };
}

function ErrorRate({ settings, value, onChange }: Field<number> & { settings: Settings }): ReactNode {
  const options = settings.accept_choices.map(choiceOf);
  return (
    <FormField label={t.errorRate} description={t.errorRateHelp}>
      <Select
        options={options}
        selectedOption={options.find((option) => option.value === String(value)) ?? null}
        triggerVariant="option"
        onChange={({ detail }) => onChange(Number(detail.selectedOption.value))}
      />
    </FormField>
  );
}

/** Countries have names in every language, states of the US only their own. */
const regionName = ({ code, name }: Settings["regions"][number]): string =>
  code.includes("-") ? name : regionText(code);

function Regions({ settings, value, onChange }: Field<readonly string[]> & { settings: Settings }): ReactNode {
  const options = settings.regions.map((region) => ({
    value: region.code,
    label: regionName(region),
    labelTag: region.code,
  }));
  return (
    <FormField label={t.regions} description={t.regionsHelp}>
      <Multiselect
        options={options}
        selectedOptions={options.filter((option) => value.includes(option.value))}
        placeholder={t.regionsChoose}
        filteringType="auto"
        filteringAriaLabel={t.regionsFilter}
        filteringPlaceholder={t.regionsFilter}
        noMatch={t.regionsNoMatch}
        deselectAriaLabel={({ label }) => t.removeRegion(label ?? "")}
        onChange={({ detail }) => onChange(detail.selectedOptions.flatMap((option) => option.value ?? []))}
      />
    </FormField>
  );
}

const MOST_HOLD_DAYS = 3650;
const MOST_CALLS = 10_000_000;

const isWholeUpTo = (limit: number, text: string): boolean => /^\d+$/.test(text) && +text >= 1 && +text <= limit;

type Props = { settings: Settings; saving: boolean; onSave: (input: SettingsInput) => void };

/** All settings, to be changed and saved together. */
export function SettingsForm({ settings, saving, onSave }: Props): ReactNode {
  const [rate, setRate] = useState(settings.accept_error_rate);
  const [regions, setRegions] = useState<readonly string[]>(settings.expected_regions);
  const [secondLook, setSecondLook] = useState(settings.second_look);
  const [days, setDays] = useState(String(settings.retention_days));
  const [withHit, setWithHit] = useState(spanOf(settings.retention_apart.with_hit_hours));
  const [withoutHit, setWithoutHit] = useState(spanOf(settings.retention_apart.without_hit_hours));
  const [needsPurpose, setNeedsPurpose] = useState(settings.needs_purpose);
  const [holdDays, setHoldDays] = useState(String(settings.hold_days_limit));
  const [calls, setCalls] = useState(String(settings.detect_text_calls_a_day ?? ""));
  const [tried, setTried] = useState(false);
  const [form, onSend] = useFirstWrong();
  const limit = settings.retention_days_limit;
  const daysFit = isWholeUpTo(limit, days);
  const holdFits = isWholeUpTo(MOST_HOLD_DAYS, holdDays);
  const callsFit = calls === "" || isWholeUpTo(MOST_CALLS, calls);
  const [hitHours, otherHours] = [hoursOf(withHit, limit), hoursOf(withoutHit, limit)];
  const inOrder = typeof hitHours !== "number" || typeof otherHours !== "number" || hitHours >= otherHours;

  const save = (): void => {
    setTried(true);
    onSend();
    if (!daysFit || !holdFits || !callsFit || !inOrder || hitHours === undefined || otherHours === undefined) return;
    onSave({
      accept_error_rate: rate,
      expected_regions: [...regions],
      second_look: secondLook,
      retention_days: Number(days),
      retention_apart: { with_hit_hours: hitHours, without_hit_hours: otherHours },
      needs_purpose: needsPurpose,
      hold_days_limit: Number(holdDays),
      detect_text_calls_a_day: Number(calls),
      version: settings.version,
    });
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
      <Container>
        <SpaceBetween size="l">
          <ErrorRate settings={settings} value={rate} onChange={setRate} />
          <Regions settings={settings} value={regions} onChange={setRegions} />
          <Toggle
            checked={secondLook}
            description={t.secondLookHelp}
            onChange={({ detail }) => setSecondLook(detail.checked)}
          >
            {t.secondLook}
          </Toggle>
          <FormField
            label={t.calls}
            description={t.callsHelp(callPriceText())}
            errorText={tried && !callsFit ? t.callsWrong : undefined}
          >
            <Input inputMode="numeric" value={calls} onChange={({ detail }) => setCalls(detail.value)} />
          </FormField>
          <FormField
            label={t.retention}
            description={t.retentionHelp(limit)}
            errorText={tried && !daysFit ? t.retentionWrong(limit) : undefined}
          >
            <Input inputMode="numeric" value={days} onChange={({ detail }) => setDays(detail.value)} />
          </FormField>
          <HoursField
            label={t.withHit}
            span={withHit}
            limitDays={limit}
            problem={tried && !inOrder ? t.apartOrder : undefined}
            tried={tried}
            onChange={setWithHit}
          />
          <HoursField label={t.withoutHit} span={withoutHit} limitDays={limit} tried={tried} onChange={setWithoutHit} />
          <FormField
            label={t.holdDays}
            description={t.holdDaysHelp}
            errorText={tried && !holdFits ? t.holdDaysWrong : undefined}
          >
            <Input inputMode="numeric" value={holdDays} onChange={({ detail }) => setHoldDays(detail.value)} />
          </FormField>
          <Toggle
            checked={needsPurpose}
            description={t.needsPurposeHelp}
            onChange={({ detail }) => setNeedsPurpose(detail.checked)}
          >
            {t.needsPurpose}
          </Toggle>
          <Button variant="primary" formAction="submit" loading={saving} loadingText={texts.app.loading}>
            {t.save}
          </Button>
        </SpaceBetween>
      </Container>
    </form>
  );
}
