import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";

import type { Hold } from "@/client";
import { holdUpload } from "@/lib/api/holds";
import { refusedFields } from "@/lib/errors";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { NativeInput } from "@/lib/ui/NativeInput";
import { useSingleMutation } from "@/lib/use-single-mutation";

const { hold: t } = texts;

const [SHORTEST_REASON, LONGEST_REASON] = [3, 200];

/** The end of a day where the person is; null for what is no day, or is over. */
export function endOfDay(day: string, now: Date): Date | null {
  const end = new Date(`${day}T23:59:59`);
  return Number.isNaN(end.getTime()) || end <= now ? null : end;
}

type Props = { uploadId: string; hold: Hold | null; onClose: () => void };

/** Asks why a photo is to be held, and until when. */
export function HoldDialog({ uploadId, hold, onClose }: Props): ReactNode {
  const { client } = useServices();
  const queries = useQueryClient();
  const [reason, setReason] = useState(hold?.is_released === false ? hold.reason : "");
  const [day, setDay] = useState("");
  const [tried, setTried] = useState(false);
  const why = reason.trim();
  const reasonFits = why.length >= SHORTEST_REASON && why.length <= LONGEST_REASON;
  const { mutate, error, isPending } = useSingleMutation({
    mutationFn: (until: Date) =>
      holdUpload(client, uploadId, { reason: why, until: until.toISOString(), version: hold?.version ?? 0 }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["reads"] });
      onClose();
    },
  });
  const refused = refusedFields(error, { until: t.untilTooLong });
  const go = (): void => {
    setTried(true);
    const until = endOfDay(day, new Date());
    if (reasonFits && until !== null) mutate(until);
  };
  const untilWrong = tried && endOfDay(day, new Date()) === null ? t.untilWrong : refused.until;
  return (
    <Modal
      visible
      onDismiss={onClose}
      header={t.hold}
      closeAriaLabel={t.cancel}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onClose}>{t.cancel}</Button>
            <Button variant="primary" loading={isPending} loadingText={texts.app.loading} onClick={go}>
              {t.hold}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <p>{t.help}</p>
        <FormField
          label={t.reason}
          errorText={tried && !reasonFits ? t.reasonWrong(SHORTEST_REASON, LONGEST_REASON) : undefined}
        >
          <Input value={reason} onChange={({ detail }) => setReason(detail.value)} />
        </FormField>
        <FormField label={t.until} controlId="hold-until" errorText={untilWrong}>
          <NativeInput
            id="hold-until"
            type="date"
            value={day}
            aria-invalid={untilWrong !== undefined}
            onChange={(event) => setDay(event.target.value)}
          />
        </FormField>
        {error !== null && refused.until === undefined && <ErrorAlert error={error} />}
      </SpaceBetween>
    </Modal>
  );
}
