import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";

import { texts } from "@/lib/texts";

import styles from "./ShownSecret.module.css";

const { channels: t } = texts;

/** A secret for the only time that it can be seen. */
export function ShownSecret({ secret, onDone }: { secret: string; onDone: () => void }): ReactNode {
  return (
    <Alert type="warning" header={t.secretTitle} action={<Button onClick={onDone}>{t.done}</Button>}>
      <SpaceBetween size="s">
        <span>{t.secretHelp}</span>
        <div>
          <Box variant="awsui-key-label">{t.secret}</Box>
          <div className={styles.line}>
            <code className={styles.text}>{secret}</code>
            <CopyToClipboard
              variant="icon"
              copyButtonAriaLabel={t.copy}
              textToCopy={secret}
              copySuccessText={t.copied}
              copyErrorText={t.notCopied}
            />
          </div>
        </div>
      </SpaceBetween>
    </Alert>
  );
}
