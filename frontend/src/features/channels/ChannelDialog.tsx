import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState, type ReactNode } from "react";

import type { Channel, ChannelInput, ChannelKind, EventType } from "@/client";
import { saveChannel } from "@/lib/api/channels";
import { refusedFields } from "@/lib/errors";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { FormDialog } from "@/lib/ui/FormDialog";

import { Places } from "./Places";
import { useChange } from "./use-change";

const { channels: t } = texts;

const KINDS = Object.keys(t.kinds) as ChannelKind[];
const FORMATS = Object.keys(t.formats) as NonNullable<ChannelInput["body_format"]>[];
const TYPES = (Object.keys(t.typesOf) as EventType[]).filter((type) => type !== "channel.test");

const startOf = (channel: Channel | undefined): ChannelInput =>
  channel === undefined
    ? { name: "", kind: "webhook", target: "", types: ["alert.confirmed", "alert.withdrawn"], body_format: "platebook" }
    : {
        channel_id: channel.channel_id,
        version: channel.version,
        name: channel.name,
        kind: channel.kind,
        target: channel.target,
        types: channel.types,
        site_ids: channel.site_ids,
        camera_ids: channel.camera_ids,
        body_format: channel.body_format,
      };

type FieldsProps = {
  draft: ChannelInput;
  wrong: Partial<Record<string, string>>;
  isNew: boolean;
  change: (changes: Partial<ChannelInput>) => void;
};

function How({ draft, wrong, isNew, change }: FieldsProps): ReactNode {
  const options = KINDS.map((value) => ({ value, label: t.kinds[value] }));
  const isBus = draft.kind === "bus";
  return (
    <SpaceBetween size="l">
      <FormField label={t.kind}>
        <Select
          options={options}
          selectedOption={options.find(({ value }) => value === draft.kind) ?? null}
          disabled={!isNew}
          onChange={({ detail }) =>
            change({ kind: detail.selectedOption.value as ChannelKind, target: "", body_format: "platebook" })
          }
        />
      </FormField>
      {!isBus && (
        <FormField label={t.target} description={t.targetHelp[draft.kind]} errorText={wrong.target}>
          <Input
            value={draft.target ?? ""}
            type={draft.kind === "email" ? "email" : "url"}
            autoComplete={false}
            onChange={({ detail }) => change({ target: detail.value })}
          />
        </FormField>
      )}
    </SpaceBetween>
  );
}

function What({ draft, wrong, change }: FieldsProps): ReactNode {
  const formats = FORMATS.map((value) => ({ value, label: t.formats[value] }));
  const toggled = (type: EventType): EventType[] =>
    draft.types.includes(type) ? draft.types.filter((one) => one !== type) : [...draft.types, type];
  return (
    <SpaceBetween size="l">
      <FormField label={t.types} errorText={wrong.types}>
        {TYPES.map((type) => (
          <Checkbox key={type} checked={draft.types.includes(type)} onChange={() => change({ types: toggled(type) })}>
            {t.typesOf[type]}
          </Checkbox>
        ))}
      </FormField>
      {draft.kind === "webhook" && (
        <FormField label={t.format} description={t.formatHelp}>
          <Select
            options={formats}
            selectedOption={formats.find(({ value }) => value === draft.body_format) ?? null}
            onChange={({ detail }) => change({ body_format: detail.selectedOption.value as (typeof FORMATS)[number] })}
          />
        </FormField>
      )}
    </SpaceBetween>
  );
}

type Props = { channel?: Channel; onClose: () => void; onSecret?: (secret: string) => void };

/** Makes a channel, or changes one. */
export function ChannelDialog({ channel, onClose, onSecret }: Props): ReactNode {
  const [draft, setDraft] = useState(() => startOf(channel));
  const { mutate, error, isPending } = useChange({
    send: saveChannel,
    onDone: ({ secret }) => {
      onClose();
      if (secret !== null) onSecret?.(secret);
    },
  });
  const wrong = refusedFields(error, t.wrong);
  const fields = {
    draft,
    wrong,
    isNew: channel === undefined,
    change: (changes: Partial<ChannelInput>) => setDraft({ ...draft, ...changes }),
  };
  return (
    <FormDialog
      title={channel === undefined ? t.add : t.changeOne(channel.name)}
      action={t.save}
      busy={isPending}
      onSubmit={() => mutate(draft)}
      onClose={onClose}
    >
      {error !== null && <ErrorAlert error={error} />}
      <FormField label={t.name} description={t.nameHelp} errorText={wrong.name}>
        <Input
          value={draft.name}
          autoComplete={false}
          onChange={({ detail }) => fields.change({ name: detail.value })}
        />
      </FormField>
      <How {...fields} />
      <What {...fields} />
      <Places {...fields} />
    </FormDialog>
  );
}
