import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Toggle from "@cloudscape-design/components/toggle";
import type { ReactNode } from "react";

import { singleKeys } from "@/lib/review/single-keys";
import { useStore } from "@/lib/store";
import { texts } from "@/lib/texts";

import styles from "./KeysDialog.module.css";

const { review: t } = texts;

/** Which key does what, and whether single keys act at all. */
export function KeysDialog({ visible, onClose }: { visible: boolean; onClose: () => void }): ReactNode {
  const on = useStore(singleKeys);
  return (
    <Modal
      visible={visible}
      onDismiss={onClose}
      header={t.keysTitle}
      closeAriaLabel={t.close}
      footer={
        <Box float="right">
          <Button variant="primary" onClick={onClose}>
            {t.close}
          </Button>
        </Box>
      }
    >
      <SpaceBetween size="l">
        <dl className={styles.keys}>
          {t.keysList.map(([key, what]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <Toggle checked={on} description={t.keysOnHelp} onChange={({ detail }) => singleKeys.choose(detail.checked)}>
          {t.keysOn}
        </Toggle>
      </SpaceBetween>
    </Modal>
  );
}
