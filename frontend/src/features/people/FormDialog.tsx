import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useId, type ReactNode } from "react";

import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";

const { people: t } = texts;

type Props = {
  title: string;
  action: string;
  busy: boolean;
  error: Error | null;
  onSave: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** A form about somebody, in a dialog. */
export function FormDialog({ title, action, busy, error, onSave, onClose, children }: Props): ReactNode {
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
              {action}
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
