import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Modal from "@cloudscape-design/components/modal";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState, type ReactNode } from "react";

import { texts } from "@/lib/texts";

const { bulk: t } = texts;

type Props<R extends string> = {
  title: string;
  /** What will happen. */
  what: readonly string[];
  whyTitle: string;
  reasons: readonly R[];
  words: Readonly<Record<R, string>>;
  confirm: string;
  onConfirm: (reason: R) => void;
  onClose: () => void;
};

/** Asks whether something is to be done to many, and why; one reason counts for all of them. */
export function BulkDialog<R extends string>(props: Props<R>): ReactNode {
  const { title, what, whyTitle, reasons, words, confirm, onConfirm, onClose } = props;
  const [reason, setReason] = useState<R | null>(null);
  const [tried, setTried] = useState(false);
  const go = (): void => {
    setTried(true);
    if (reason !== null) onConfirm(reason);
  };
  return (
    <Modal
      visible
      onDismiss={onClose}
      header={title}
      closeAriaLabel={t.cancel}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onClose}>{t.cancel}</Button>
            <Button variant="primary" onClick={go}>
              {confirm}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {what.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        <FormField label={whyTitle} errorText={tried && reason === null ? t.reasonMissing : undefined}>
          <RadioGroup
            value={reason}
            items={reasons.map((value) => ({ value, label: words[value] }))}
            onChange={({ detail }) => setReason(reasons.find((one) => one === detail.value) ?? null)}
          />
        </FormField>
      </SpaceBetween>
    </Modal>
  );
}
