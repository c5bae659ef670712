import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { TableProps } from "@cloudscape-design/components/table";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";

import type { Channel, Delivery } from "@/client";
import { deliveriesQuery, replay } from "@/lib/api/channels";
import { timeText } from "@/lib/format";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { TableOrCards } from "@/lib/ui/TableOrCards";

import { useChange } from "./use-change";

const { channels: t } = texts;

const LOOK_AGAIN_MS = 5000;
const WEEK_MS = 7 * 24 * 3600 * 1000;

function State({ delivery }: { delivery: Delivery }): ReactNode {
  const { status, attempts, next_at } = delivery;
  const parts = [t.statuses[status], ...(attempts > 0 ? [t.attempts(attempts)] : [])];
  if (next_at !== null) parts.push(t.next(timeText(next_at)));
  return parts.join(", ");
}

function Answer({ answer }: Pick<Delivery, "answer">): ReactNode {
  if (answer === null) return t.noAnswer;
  if (answer.trouble !== null) return t.troubles[answer.trouble];
  return [answer.status, answer.text].filter((part) => part !== null && part !== "").join(" ");
}

const columnsOf = (busy: boolean, onAgain: (delivery: Delivery) => void): TableProps.ColumnDefinition<Delivery>[] => [
  { id: "event", header: t.columns.event, cell: ({ type }) => t.typesOf[type], isRowHeader: true, minWidth: 160 },
  { id: "at", header: t.columns.at, cell: ({ occurred_at }) => timeText(occurred_at), minWidth: 150 },
  { id: "status", header: t.columns.status, cell: (delivery) => <State delivery={delivery} />, minWidth: 180 },
  { id: "answer", header: t.columns.answer, cell: ({ answer }) => <Answer answer={answer} />, minWidth: 180 },
  {
    id: "again",
    header: t.columns.again,
    cell: (delivery) =>
      delivery.status !== "waiting" && (
        <Button
          ariaLabel={t.replayOne(t.typesOf[delivery.type], timeText(delivery.occurred_at))}
          disabled={busy}
          onClick={() => onAgain(delivery)}
        >
          {t.replay}
        </Button>
      ),
    minWidth: 130,
  },
];

/** What came of a channel's events, newest first, each to be sent again. */
export function Deliveries({ channel }: { channel: Channel }): ReactNode {
  const { client } = useServices();
  const { channel_id: id } = channel;
  const [said, setSaid] = useState("");
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    ...deliveriesQuery(client, id),
    refetchInterval: LOOK_AGAIN_MS,
  });
  const again = useChange({
    send: replay,
    onDone: ({ count, has_more }) => setSaid(`${t.replayed(count)}${has_more ? ` ${t.replayedMore}` : ""}`),
  });
  const failedSince = (): string => new Date(Date.now() - WEEK_MS).toISOString();
  return (
    <SpaceBetween size="m">
      {error !== null && <ErrorAlert error={error} onRetry={() => void refetch()} />}
      {again.error !== null && <ErrorAlert error={again.error} />}
      <Button disabled={again.isPending} onClick={() => again.mutate({ id, failed_since: failedSince() })}>
        {t.replayFailed}
      </Button>
      <div role="status">{said}</div>
      <TableOrCards
        items={data?.pages.flatMap(({ deliveries }) => deliveries) ?? []}
        keyOf={({ delivery_id }) => delivery_id}
        columns={columnsOf(again.isPending, ({ delivery_id }) => again.mutate({ id, delivery_id }))}
        wide={["event"]}
        plain={["event", "again"]}
        wrapLines
        label={t.log}
        loading={isPending}
        loadingText={t.logLoading}
        empty={<Box textAlign="center">{t.logEmpty}</Box>}
      />
      {hasNextPage && (
        <Box textAlign="center">
          <Button
            loading={isFetchingNextPage}
            loadingText={t.logLoading}
            onClick={() => {
              if (!isFetchingNextPage) void fetchNextPage();
            }}
          >
            {t.logMore}
          </Button>
        </Box>
      )}
    </SpaceBetween>
  );
}
