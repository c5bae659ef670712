import FormField from "@cloudscape-design/components/form-field";
import Multiselect, { type MultiselectProps } from "@cloudscape-design/components/multiselect";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import type { ChannelInput, Site } from "@/client";
import { sitesQuery } from "@/lib/api/sites";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";

const { channels: t } = texts;

type Option = { value: string; label: string; description?: string };

const sitesOf = (sites: readonly Site[]): Option[] =>
  sites.map(({ site_id, name }) => ({ value: site_id, label: name }));

const camerasOf = (sites: readonly Site[]): Option[] =>
  sites.flatMap(({ name: site, cameras }) =>
    cameras.map(({ camera_id, name }) => ({ value: camera_id, label: name, description: site })),
  );

/** What was chosen stays chosen, also where it was removed since: then its id is all that is known. */
const chosenOf = (options: readonly Option[], ids: readonly string[]): Option[] =>
  ids.map((id) => options.find(({ value }) => value === id) ?? { value: id, label: id });

type ChooserProps = {
  label: string;
  help: string;
  placeholder: string;
  options: readonly Option[];
  ids: readonly string[];
  error: string | undefined;
  onChoose: (ids: string[]) => void;
};

function Chooser({ label, help, placeholder, options, ids, error, onChoose }: ChooserProps): ReactNode {
  const idsOf = ({ selectedOptions }: MultiselectProps.MultiselectChangeDetail) =>
    selectedOptions.flatMap(({ value }) => value ?? []);
  return (
    <FormField label={label} description={help} errorText={error}>
      <Multiselect
        options={options}
        selectedOptions={chosenOf(options, ids)}
        placeholder={placeholder}
        empty={t.noPlaces}
        filteringType="auto"
        filteringPlaceholder={t.findPlace}
        filteringAriaLabel={t.findPlace}
        deselectAriaLabel={({ label: name }) => t.removePlace(name ?? "")}
        onChange={({ detail }) => onChoose(idsOf(detail))}
      />
    </FormField>
  );
}

type Props = {
  draft: ChannelInput;
  wrong: Partial<Record<string, string>>;
  change: (changes: Partial<ChannelInput>) => void;
};

/** From where events are told, by names; none chosen means from everywhere. */
export function Places({ draft, wrong, change }: Props): ReactNode {
  const { client } = useServices();
  const { data } = useQuery(sitesQuery(client));
  const sites = data?.sites ?? [];
  const standing = sites.filter(({ removed_at }) => removed_at === null);
  return (
    <SpaceBetween size="l">
      <Chooser
        label={t.sites}
        help={t.placesHelp}
        placeholder={t.chooseSites}
        options={sitesOf(standing)}
        ids={draft.site_ids ?? []}
        error={wrong.site_ids}
        onChoose={(site_ids) => change({ site_ids })}
      />
      <Chooser
        label={t.cameras}
        help={t.camerasHelp}
        placeholder={t.chooseCameras}
        options={camerasOf(standing)}
        ids={draft.camera_ids ?? []}
        error={wrong.camera_ids}
        onChoose={(camera_ids) => change({ camera_ids })}
      />
    </SpaceBetween>
  );
}
