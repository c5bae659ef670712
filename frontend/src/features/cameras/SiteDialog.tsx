import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Toggle from "@cloudscape-design/components/toggle";
import { useState, type ReactNode } from "react";

import type { Site, SiteInput } from "@/client";
import { saveSite } from "@/lib/api/sites";
import { refusedFields } from "@/lib/errors";
import { timeZone } from "@/lib/format";
import { texts } from "@/lib/texts";
import { FormDialog } from "@/lib/ui/FormDialog";

import { ZoneField } from "./form/ZoneField";
import { Outcome } from "./Outcome";
import { useChange } from "./use-change";

const { cameras: t } = texts;

type Props = { site?: Site; onClose: () => void };

const startOf = (site: Site | undefined): SiteInput =>
  site === undefined
    ? { name: "", time_zone: timeZone, address: null, is_active: true }
    : { name: site.name, time_zone: site.time_zone, address: site.address, is_active: site.is_active };

/** Makes a site, or changes one. */
export function SiteDialog({ site, onClose }: Props): ReactNode {
  const [draft, setDraft] = useState(() => startOf(site));
  // The version that the fields were filled from: who opens the dialog sees that one.
  const [seen] = useState(site);
  const [tried, setTried] = useState(false);
  const { mutate, error, isPending } = useChange({ send: saveSite, onDone: onClose });
  const change = (changes: Partial<SiteInput>): void => setDraft({ ...draft, ...changes });
  const wrong = refusedFields(error, t.wrong);
  const lacksName = tried && draft.name.trim() === "";
  const save = (): void => {
    setTried(true);
    if (draft.name.trim() === "") return;
    mutate({ ...draft, ...(seen === undefined ? {} : { site_id: seen.site_id, version: seen.version }) });
  };
  return (
    <FormDialog
      title={site === undefined ? t.addSite : t.changeSite(site.name)}
      action={t.save}
      busy={isPending}
      onSubmit={save}
      onClose={onClose}
    >
      {error !== null && <Outcome error={error} saved={false} />}
      <FormField label={t.site.name} errorText={lacksName ? t.wrong.name : wrong.name}>
        <Input value={draft.name} autoComplete={false} onChange={({ detail }) => change({ name: detail.value })} />
      </FormField>
      <ZoneField
        label={t.site.zone}
        help={t.site.zoneHelp}
        value={draft.time_zone}
        error={wrong.time_zone}
        onChange={(zone) => change({ time_zone: zone ?? draft.time_zone })}
      />
      <FormField label={t.site.address} errorText={wrong.address}>
        <Input
          value={draft.address ?? ""}
          autoComplete={false}
          onChange={({ detail }) => change({ address: detail.value === "" ? null : detail.value })}
        />
      </FormField>
      <Toggle
        checked={draft.is_active ?? true}
        description={t.site.activeHelp}
        onChange={({ detail }) => change({ is_active: detail.checked })}
      >
        {t.site.active}
      </Toggle>
    </FormDialog>
  );
}
