import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";

import type { Person } from "@/client";
import { peopleQuery, type Whom } from "@/lib/api/people";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { PageHeading } from "@/lib/ui/PageHeading";
import { useOneAtATime } from "@/lib/use-one-at-a-time";

import { InviteDialog } from "./Dialogs";
import { PeopleTable } from "./PeopleTable";
import { WhomChooser } from "./WhomChooser";

const { people: t } = texts;

const EVERYBODY: Whom = { group: null, emailBegins: "" };

/** Who may sign in, and what each may do. */
export function PeoplePage(): ReactNode {
  const { client } = useServices();
  const queries = useQueryClient();
  const [whom, setWhom] = useState(EVERYBODY);
  const [inviting, setInviting] = useState(false);
  const [notice, setNotice] = useState<string | null>(null);
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    peopleQuery(client, whom),
  );
  const more = useOneAtATime(fetchNextPage);
  const onInvited = ({ email }: Person): void => {
    setInviting(false);
    setNotice(t.invited(email));
    void queries.invalidateQueries({ queryKey: ["people"] });
  };
  return (
    <SpaceBetween size="l">
      <PageHeading
        title={t.title}
        lead={t.lead}
        actions={
          <Button variant="primary" onClick={() => setInviting(true)}>
            {t.invite}
          </Button>
        }
      />
      <Box color="text-body-secondary">{t.effects}</Box>
      <div role="status">{notice !== null && <Alert type="success">{notice}</Alert>}</div>
      <WhomChooser
        whom={whom}
        onChoose={(chosen) => {
          setNotice(null);
          setWhom(chosen);
        }}
      />
      {error !== null && <ErrorAlert error={error} onRetry={() => void refetch()} />}
      {error === null && (
        <PeopleTable
          people={data?.pages.flatMap(({ people }) => people) ?? []}
          loading={isPending}
          onNotice={setNotice}
        />
      )}
      {hasNextPage && (
        <Box textAlign="center">
          <Button onClick={more} loading={isFetchingNextPage} loadingText={t.loading}>
            {t.more}
          </Button>
        </Box>
      )}
      {inviting && <InviteDialog onClose={() => setInviting(false)} onDone={onInvited} />}
    </SpaceBetween>
  );
}
