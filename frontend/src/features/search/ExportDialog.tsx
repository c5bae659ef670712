import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Modal from "@cloudscape-design/components/modal";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState, type ReactNode } from "react";

import type { ExportFormat, SearchRequest } from "@/client";
import { numberText, timeZone } from "@/lib/format";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";

import type { Count } from "./count";
import { useCount } from "./use-count";
import type { Wish } from "./use-export";

const { reads: t } = texts;

const FORMATS = ["csv", "jsonl"] as const satisfies readonly ExportFormat[];

/** How many reads there will be, in a sentence. */
function countText({ reads, state }: Count): string {
  if (state === "counting") return t.counting(numberText(reads));
  if (state === "more") return t.countedMore(numberText(reads));
  return reads === 0 ? t.countedNone : t.counted(reads, numberText(reads));
}

function FormatField({
  value,
  onChange,
}: {
  value: ExportFormat;
  onChange: (format: ExportFormat) => void;
}): ReactNode {
  return (
    <FormField label={t.exportFormat}>
      <RadioGroup
        value={value}
        items={FORMATS.map((id) => ({ value: id, label: t.exportFormats[id], description: t.exportFormatHelp[id] }))}
        onChange={({ detail }) => onChange(FORMATS.find((id) => id === detail.value) ?? value)}
      />
    </FormField>
  );
}

type Props = {
  /** The same object as long as it is the same search. */
  request: SearchRequest;
  /** How many reads there are, where that is known without asking. */
  known: number | null;
  onStart: (wish: Wish, all: number | null) => void;
  onClose: () => void;
};

/** How many reads a file will have, and what is to be in it, before it is made. */
export function ExportDialog({ request, known, onStart, onClose }: Props): ReactNode {
  const [wish, setWish] = useState<Wish>({ format: "csv", withEmails: false });
  const { count, error } = useCount(request, known);
  const isNothing = count.state === "all" && count.reads === 0;
  return (
    <Modal
      visible
      onDismiss={onClose}
      header={t.exportTitle}
      closeAriaLabel={t.cancelExport}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onClose}>{t.cancelExport}</Button>
            <Button
              variant="primary"
              disabled={isNothing}
              onClick={() => onStart(wish, count.state === "all" ? count.reads : null)}
            >
              {t.exportStart}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <div role="status">
          <Box variant="strong">{countText(count)}</Box>
        </div>
        {error !== null && <ErrorAlert error={error} />}
        <FormatField value={wish.format} onChange={(format) => setWish({ ...wish, format })} />
        <Checkbox
          checked={wish.withEmails}
          description={t.exportEmailsHelp}
          onChange={({ detail }) => setWish({ ...wish, withEmails: detail.checked })}
        >
          {t.exportEmails}
        </Checkbox>
        <Box color="text-body-secondary">{t.exportTimes(timeZone)}</Box>
      </SpaceBetween>
    </Modal>
  );
}
