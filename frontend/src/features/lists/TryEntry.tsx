import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState, type ReactNode } from "react";

import type { Tried } from "@/client";
import { tryEntry } from "@/lib/api/lists";
import { timeText } from "@/lib/format";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { useSingleMutation } from "@/lib/use-single-mutation";

import type { EntrySetup } from "./draft";

const { entries: t } = texts;

const SHOWN = 10;

function Hits({ tried: { reads, days, is_more } }: { tried: Tried }): ReactNode {
  return (
    <SpaceBetween size="xxs">
      <Box>{t.tried(reads.length, days)}</Box>
      {reads.length > 0 && (
        <ul>
          {reads.slice(0, SHOWN).map(({ read_id, plate, seen_at, tolerance }) => (
            <li key={read_id}>
              <a href={`/reads/${read_id}`} target="_blank" rel="noreferrer">
                {plate}
              </a>{" "}
              · {timeText(seen_at)} · {t.tolerances[tolerance]}
            </li>
          ))}
        </ul>
      )}
      {(is_more || reads.length > SHOWN) && <Box>{t.triedMore}</Box>}
      <Box color="text-body-secondary">{t.triedHelp}</Box>
    </SpaceBetween>
  );
}

type Input = EntrySetup & { list_id: string };

/** Shows what an entry would have hit lately. */
export function TryEntry({ input, disabled }: { input: Input; disabled: boolean }): ReactNode {
  const { client } = useServices();
  const [found, setFound] = useState<{ of: string; tried: Tried } | null>(null);
  const asked = JSON.stringify(input);
  const { mutate, error, isPending } = useSingleMutation({
    mutationFn: async (wanted: Input) => ({ of: JSON.stringify(wanted), tried: await tryEntry(client, wanted) }),
    onSuccess: setFound,
  });
  return (
    <SpaceBetween size="s">
      <Button
        formAction="none"
        disabled={disabled}
        loading={isPending}
        loadingText={t.trying}
        onClick={() => mutate(input)}
      >
        {t.try}
      </Button>
      {error !== null && <ErrorAlert error={error} />}
      {/* What was found of another entry than the form has by now says nothing of this one. */}
      <div role="status">{found?.of === asked && <Hits tried={found.tried} />}</div>
    </SpaceBetween>
  );
}
