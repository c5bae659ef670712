import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useId, type ReactNode } from "react";

import { texts } from "@/lib/texts";

import { useFirstWrong } from "./form/use-first-wrong";

const { cameras: t } = texts;

type Props = {
  title: string;
  /** The fields, and before them what came of sending them. */
  children: ReactNode;
  /** What the button says that sends them. */
  action: string;
  busy?: boolean;
  onSubmit: () => void;
  onClose: () => void;
};

/** A form in a dialog, sent by its button or the Enter key. */
export function FormDialog({ title, children, action, busy = false, onSubmit, onClose }: Props): ReactNode {
  const id = useId();
  const [form, onSend] = useFirstWrong();
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
            <Button variant="primary" form={id} formAction="submit" loading={busy} loadingText={texts.app.loading}>
              {action}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        ref={form}
        id={id}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onSend();
          onSubmit();
        }}
      >
        <SpaceBetween size="l">{children}</SpaceBetween>
      </form>
    </Modal>
  );
}
