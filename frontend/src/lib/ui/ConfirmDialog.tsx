import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";

import { texts } from "@/lib/texts";

import { ErrorAlert } from "./ErrorAlert";

type Props = {
  title: string;
  /** What happens then. */
  children: ReactNode;
  /** What the button says that does it. */
  action: string;
  busy: boolean;
  error: Error | null;
  onConfirm: () => void;
  onClose: () => void;
};

/** Says what is about to happen, and asks whether it shall. */
export function ConfirmDialog({ title, children, action, busy, error, onConfirm, onClose }: Props): ReactNode {
  return (
    <Modal
      visible
      onDismiss={onClose}
      header={title}
      closeAriaLabel={texts.cameras.close}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onClose}>{texts.cameras.cancel}</Button>
            <Button variant="primary" onClick={onConfirm} loading={busy} loadingText={texts.app.loading}>
              {action}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <p>{children}</p>
        {error !== null && <ErrorAlert error={error} />}
      </SpaceBetween>
    </Modal>
  );
}
