import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useId, type ReactNode } from "react";

import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";

const { lists: t } = texts;

type Props = {
  title: string;
  children: ReactNode;
  busy: boolean;
  error: Error | null;
  onSave: () => void;
  onClose: () => void;
};

/** A form in a dialog, with what came of saving it. */
export function FormDialog({ title, children, busy, error, onSave, onClose }: Props): ReactNode {
  const form = useId();
  return (
    <Modal
      visible
      onDismiss={onClose}
      header={title}
      closeAriaLabel={t.close}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onClose}>{t.cancel}</Button>
            <Button variant="primary" form={form} formAction="submit" loading={busy} loadingText={texts.app.loading}>
              {t.save}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        id={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onSave();
        }}
      >
        <SpaceBetween size="l">
          {error !== null && <ErrorAlert error={error} />}
          {children}
        </SpaceBetween>
      </form>
    </Modal>
  );
}
