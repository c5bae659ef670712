import Box from "@cloudscape-design/components/box";
import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import { useState, type ReactNode } from "react";

import type { ExportFormat, Site, VisitsExportRequest } from "@/client";
import { dayAfter, dayIn, startOfDay } from "@/lib/parking/time";
import { texts } from "@/lib/texts";
import { DayField } from "@/lib/ui/DayField";
import { FormDialog } from "@/lib/ui/FormDialog";

import { endsBefore, type View } from "./view";

const { visits: t } = texts;

const FORMATS = ["csv", "jsonl"] as const satisfies readonly ExportFormat[];
/** A month, where nobody has chosen days. */
const USUAL_DAYS = 30;

type Props = { site: Site; view: View; onStart: (request: VisitsExportRequest) => void; onClose: () => void };

/** Of which days, and in which format, before the file is made. */
export function ExportDialog({ site, view, onStart, onClose }: Props): ReactNode {
  const [today] = useState(() => dayIn(site.time_zone, new Date()));
  const [days, setDays] = useState({
    from: view.from ?? dayAfter(view.to ?? today, -USUAL_DAYS),
    to: view.to ?? today,
  });
  const [format, setFormat] = useState<ExportFormat>("csv");
  const start = (): void => {
    if (endsBefore(days)) return;
    const [from, to] = [startOfDay(days.from, site.time_zone), startOfDay(dayAfter(days.to, 1), site.time_zone)];
    onStart({ site_id: site.site_id, from, to, format });
  };
  return (
    <FormDialog title={t.exportTitle} action={t.exportStart} onSubmit={start} onClose={onClose}>
      <Box>{t.exportHelp(site.name)}</Box>
      <DayField label={t.from} value={days.from} onChange={(from) => setDays({ ...days, from: from ?? days.from })} />
      <DayField
        label={t.to}
        value={days.to}
        problem={endsBefore(days) ? t.endsBefore : undefined}
        onChange={(to) => setDays({ ...days, to: to ?? days.to })}
      />
      <FormField label={t.format}>
        <RadioGroup
          value={format}
          items={FORMATS.map((value) => ({ value, label: t.formats[value] }))}
          onChange={({ detail }) => setFormat(FORMATS.find((one) => one === detail.value) ?? format)}
        />
      </FormField>
    </FormDialog>
  );
}
