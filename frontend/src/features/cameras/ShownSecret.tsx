import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";

import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";

import styles from "./ShownSecret.module.css";

const { secrets: t } = texts.cameras;

function Copied({ label, text }: { label: string; text: string }): ReactNode {
  return (
    <div>
      <Box variant="awsui-key-label">{label}</Box>
      <div className={styles.line}>
        <code className={styles.text}>{text}</code>
        <CopyToClipboard
          variant="icon"
          copyButtonAriaLabel={t.copy(label)}
          textToCopy={text}
          copySuccessText={t.copied}
          copyErrorText={t.notCopied}
        />
      </div>
    </div>
  );
}

type Props = { cameraId: string; secret: string; onDone: () => void };

/** A secret for the only time that it can be seen, in the forms that devices and programs take. */
export function ShownSecret({ cameraId, secret, onDone }: Props): ReactNode {
  const { apiUrl } = useServices().config;
  const api = apiUrl.replace(/\/$/, "");
  return (
    <Alert type="warning" header={t.shownTitle} action={<Button onClick={onDone}>{t.done}</Button>}>
      <SpaceBetween size="s">
        <span>{t.shownHelp}</span>
        <Copied label={t.secret} text={secret} />
        <Copied label={t.url} text={`${api}/c/${cameraId}/${secret}`} />
        <Copied label={t.header} text={`Authorization: Token ${secret}`} />
        <Copied label={t.plateReader} text={`${api}/v1/plate-reader/`} />
      </SpaceBetween>
    </Alert>
  );
}
