import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";

import type { Channel } from "@/client";
import { channelsQuery, wentOff } from "@/lib/api/channels";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { Loading } from "@/lib/ui/Loading";
import { PageHeading } from "@/lib/ui/PageHeading";

import { ChannelCard } from "./ChannelCard";
import { ChannelDialog } from "./ChannelDialog";
import { ShownSecret } from "./ShownSecret";

const { channels: t } = texts;

/** Whether a receiver fails is news that comes by itself. */
const LOOK_AGAIN_MS = 15_000;

/** Says which channels are off though nobody switched them off. */
function Banner({ channels }: { channels: readonly Channel[] }): ReactNode {
  const names = wentOff(channels);
  return (
    <div role="alert">
      {names.length > 0 && (
        <Alert type="error" header={t.bannerTitle}>
          {t.banner(names.join(", "))}
        </Alert>
      )}
    </div>
  );
}

function Nothing(): ReactNode {
  return (
    <Box textAlign="center" padding={{ vertical: "l" }}>
      <Box variant="strong">{t.empty}</Box>
      <Box variant="p" color="text-body-secondary">
        {t.emptyHelp}
      </Box>
    </Box>
  );
}

/** Who else is told of events, how that stands, and what came of each. */
export function ChannelsPage(): ReactNode {
  const { client } = useServices();
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const { data, error, isPending, refetch } = useQuery({ ...channelsQuery(client), refetchInterval: LOOK_AGAIN_MS });
  const channels = data?.channels ?? [];
  return (
    <SpaceBetween size="l">
      <PageHeading title={t.title} lead={t.lead} />
      {error !== null && <ErrorAlert error={error} onRetry={() => void refetch()} />}
      <Banner channels={channels} />
      <Button variant="primary" onClick={() => setAdding(true)}>
        {t.add}
      </Button>
      <div role="status">{secret !== null && <ShownSecret secret={secret} onDone={() => setSecret(null)} />}</div>
      {isPending && <Loading />}
      {data !== undefined && channels.length === 0 && <Nothing />}
      {channels.map((channel) => (
        <ChannelCard key={channel.channel_id} channel={channel} />
      ))}
      {adding && <ChannelDialog onClose={() => setAdding(false)} onSecret={setSecret} />}
    </SpaceBetween>
  );
}
