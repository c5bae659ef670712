import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Toggle from "@cloudscape-design/components/toggle";
import type { ReactNode } from "react";

import { useStore } from "@/lib/store";
import { texts } from "@/lib/texts";

import styles from "./KeysDialog.module.css";
import { singleKeys } from "./single-keys";

const { review: t } = texts;

type Props = { keys: readonly (readonly [key: string, what: string])[]; onClose: () => void };

/** Which key does what, and whether single keys act at all. */
export function KeysDialog({ keys, onClose }: Props): ReactNode {
  const on = useStore(singleKeys);
  return (
    <Modal
      visible
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
          {keys.map(([key, what]) => (
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
