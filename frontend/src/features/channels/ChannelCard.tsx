import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState, type ReactNode } from "react";

import type { Channel } from "@/client";
import { removeChannel, rotateSecret, switchChannel, testChannel } from "@/lib/api/channels";
import { timeText } from "@/lib/format";
import { texts } from "@/lib/texts";
import { ConfirmDialog } from "@/lib/ui/ConfirmDialog";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";

import { ChannelDialog } from "./ChannelDialog";
import { Deliveries } from "./Deliveries";
import { ShownSecret } from "./ShownSecret";
import { useChange } from "./use-change";

const { channels: t } = texts;

type Asking = "change" | "remove" | "rotate";

function stateOf({ off_because, failing_since }: Channel): string {
  if (off_because !== null) return t.off[off_because];
  return failing_since === null ? t.on : t.failing(timeText(failing_since));
}

type DialogsProps = {
  channel: Channel;
  asking: Asking | null;
  onSecret: (secret: string) => void;
  onClose: () => void;
};

function Dialogs({ channel, asking, onSecret, onClose }: DialogsProps): ReactNode {
  const { channel_id: id, name, version } = channel;
  const remove = useChange({ send: removeChannel, onDone: onClose });
  const rotate = useChange({
    send: rotateSecret,
    onDone: ({ secret }) => {
      onClose();
      onSecret(secret ?? "");
    },
  });
  if (asking === "change") return <ChannelDialog channel={channel} onClose={onClose} />;
  if (asking === "remove")
    return (
      <ConfirmDialog
        title={t.removeTitle(name)}
        action={t.remove}
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ id, version })}
        onClose={onClose}
      >
        {t.removeHelp}
      </ConfirmDialog>
    );
  if (asking === "rotate")
    return (
      <ConfirmDialog
        title={t.rotateTitle(name)}
        action={t.rotate}
        busy={rotate.isPending}
        error={rotate.error}
        onConfirm={() => rotate.mutate(id)}
        onClose={onClose}
      >
        {t.rotateHelp}
      </ConfirmDialog>
    );
  return null;
}

/** A channel: how it stands, what can be done with it, and what came of its events. */
export function ChannelCard({ channel }: { channel: Channel }): ReactNode {
  const { channel_id: id, name, is_on: isOn } = channel;
  const [asking, setAsking] = useState<Asking | null>(null);
  // It lives as long as this page: it stands in no address and in no history.
  const [secret, setSecret] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const [tested, setTested] = useState(false);
  const turn = useChange({ send: switchChannel });
  const test = useChange({
    send: testChannel,
    onDone: () => {
      setTested(true);
      setOpen(true);
    },
  });
  const failed = turn.error ?? test.error;
  return (
    <Container
      header={
        <Header variant="h2" description={`${t.kinds[channel.kind]} · ${stateOf(channel)}`}>
          {name}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {failed !== null && <ErrorAlert error={failed} />}
        <div role="status">{secret !== null && <ShownSecret secret={secret} onDone={() => setSecret(null)} />}</div>
        {channel.target !== "" && (
          <Box>
            <Box variant="awsui-key-label">{t.target}</Box>
            <span style={{ overflowWrap: "anywhere" }}>{channel.target}</span>
          </Box>
        )}
        <Box>
          <Box variant="awsui-key-label">{t.types}</Box>
          {channel.types.map((type) => t.typesOf[type]).join(", ")}
        </Box>
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            ariaLabel={isOn ? t.switchOneOff(name) : t.switchOneOn(name)}
            variant={isOn ? "normal" : "primary"}
            loading={turn.isPending}
            loadingText={texts.app.loading}
            onClick={() => turn.mutate({ id, on: !isOn })}
          >
            {isOn ? t.switchOff : t.switchOn}
          </Button>
          <Button ariaLabel={t.testOne(name)} disabled={!isOn || test.isPending} onClick={() => test.mutate(id)}>
            {t.test}
          </Button>
          {channel.kind === "webhook" && (
            <Button ariaLabel={t.rotateOne(name)} onClick={() => setAsking("rotate")}>
              {t.rotate}
            </Button>
          )}
          <Button ariaLabel={t.changeOne(name)} onClick={() => setAsking("change")}>
            {t.change}
          </Button>
          <Button ariaLabel={t.removeOne(name)} onClick={() => setAsking("remove")}>
            {t.remove}
          </Button>
          <Button
            ariaLabel={open ? t.hideLogOf(name) : t.showLogOf(name)}
            ariaExpanded={open}
            onClick={() => setOpen(!open)}
          >
            {open ? t.hideLog : t.showLog}
          </Button>
        </SpaceBetween>
        <div role="status">{tested && t.tested}</div>
        {open && <Deliveries channel={channel} />}
      </SpaceBetween>
      <Dialogs channel={channel} asking={asking} onSecret={setSecret} onClose={() => setAsking(null)} />
    </Container>
  );
}
