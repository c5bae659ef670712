import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";

import type { AppSecret } from "@/lib/auth/auth";
import { AuthForm, type AuthField } from "@/lib/auth/form/AuthForm";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { ConfirmDialog } from "@/lib/ui/ConfirmDialog";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { Arrival } from "@/lib/ui/form/Arrival";
import { Loading } from "@/lib/ui/Loading";
import { useSingleMutation } from "@/lib/use-single-mutation";

import styles from "./AccountPage.module.css";
import { QrCode } from "./QrCode";

const { account: t } = texts;

const KEY = ["account", "app-code"];
const FIELDS: readonly AuthField<"code">[] = [{ name: "code", label: texts.auth.appCode, kind: "app-code" }];

/** Four at a time are easier to type. */
const inFours = (secret: string): string => (secret.match(/.{1,4}/g) ?? []).join(" ");

type SetUpProps = { made: AppSecret; onDone: () => Promise<void>; onCancel: () => void };

/** The secret for the app, and the first code that it makes. */
function SetUp({ made: { secret, uri }, onDone, onCancel }: SetUpProps): ReactNode {
  const { auth } = useServices();
  return (
    <SpaceBetween size="m">
      <Arrival>
        <Box variant="h3">{t.scan}</Box>
      </Arrival>
      <QrCode text={uri} label={t.picture} />
      <div>
        <Box>{t.orType}</Box>
        <Box>
          <span className={styles.secret}>{inFours(secret)}</span>
        </Box>
        <CopyToClipboard
          copyButtonText={t.copy}
          copySuccessText={t.copied}
          copyErrorText={t.notCopied}
          textToCopy={secret}
        />
      </div>
      <Box color="text-body-secondary">{t.secretHelp}</Box>
      <Box variant="h3">{t.enter}</Box>
      <AuthForm
        fields={FIELDS}
        submit={t.turnOn}
        onSubmit={async ({ code }) => {
          await (await auth.account()).turnAppCodeOn(code);
          await onDone();
        }}
      />
      <Button onClick={onCancel}>{t.cancel}</Button>
    </SpaceBetween>
  );
}

function State({ isOn, isNews }: { isOn: boolean; isNews: boolean }): ReactNode {
  const said = <Box>{isOn ? t.isOn : t.isOff}</Box>;
  return isNews ? <Arrival>{said}</Arrival> : said;
}

/** Whether signing in takes a code from an app, and how that is changed. */
export function AppCode(): ReactNode {
  const { auth } = useServices();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [made, setMade] = useState<AppSecret | null>(null);
  const [notice, setNotice] = useState<string | null>(null);
  const [cancelled, setCancelled] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: KEY,
    queryFn: async () => (await auth.account()).takesAppCode(),
  });
  const settle = async (said: string): Promise<void> => {
    setMade(null);
    setAsking(false);
    setNotice(said);
    await queries.invalidateQueries({ queryKey: KEY });
  };
  // The secret is kept no longer than somebody looks at it.
  const begin = useSingleMutation({
    gcTime: 0,
    mutationFn: async () => (await auth.account()).makeAppSecret(),
    onSuccess: (secret) => {
      setNotice(null);
      setCancelled(false);
      setMade(secret);
    },
  });
  const cancel = (): void => {
    setMade(null);
    setCancelled(true);
  };
  const turnOff = useSingleMutation({
    mutationFn: async () => (await auth.account()).turnAppCodeOff(),
    onSuccess: () => settle(t.turnedOff),
  });
  return (
    <Container
      header={
        <Header variant="h2" description={t.appHelp}>
          {t.app}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {notice !== null && (
          <Arrival role="status">
            <Alert type="success">{notice}</Alert>
          </Arrival>
        )}
        {error !== null && <ErrorAlert error={error} onRetry={() => void refetch()} />}
        {begin.error !== null && <ErrorAlert error={begin.error} />}
        {data === undefined && error === null && <Loading />}
        {data !== undefined && <State isOn={data} isNews={cancelled} />}
        {data === false && made === null && (
          <Button loading={begin.isPending} loadingText={texts.app.loading} onClick={() => begin.mutate()}>
            {t.setUp}
          </Button>
        )}
        {made !== null && <SetUp made={made} onDone={() => settle(t.turnedOn)} onCancel={cancel} />}
        {data === true && <Button onClick={() => setAsking(true)}>{t.turnOff}</Button>}
      </SpaceBetween>
      {asking && (
        <ConfirmDialog
          title={t.turnOffTitle}
          action={t.turnOff}
          busy={turnOff.isPending}
          error={turnOff.error}
          onConfirm={() => turnOff.mutate()}
          onClose={() => setAsking(false)}
        >
          {t.turnOffHelp}
        </ConfirmDialog>
      )}
    </Container>
  );
}
