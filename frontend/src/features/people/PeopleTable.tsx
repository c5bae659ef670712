import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { TableProps } from "@cloudscape-design/components/table";
import { useState, type ReactNode } from "react";

import type { Person } from "@/client";
import { inviteAgain, switchPerson } from "@/lib/api/people";
import { isSelf } from "@/lib/auth/auth";
import { timeText } from "@/lib/format";
import { useServices } from "@/lib/services";
import { useStore } from "@/lib/store";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { TableOrCards } from "@/lib/ui/TableOrCards";

import { DisableDialog, GroupsDialog } from "./Dialogs";
import { useChange } from "./use-change";

const { people: t } = texts;

type Asked = { what: "groups" | "disable"; person: Person };

type ActionsProps = {
  person: Person;
  self: boolean;
  busy: boolean;
  onAsk: (asked: Asked) => void;
  onEnable: () => void;
  onInvite: () => void;
};

function Actions({ person, self, busy, onAsk, onEnable, onInvite }: ActionsProps): ReactNode {
  const { email, state } = person;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button ariaLabel={t.setGroupsOf(email)} onClick={() => onAsk({ what: "groups", person })}>
        {t.setGroups}
      </Button>
      {state === "invited" && (
        <Button ariaLabel={t.againOne(email)} disabled={busy} onClick={onInvite}>
          {t.again}
        </Button>
      )}
      {state === "disabled" && (
        <Button ariaLabel={t.enableOne(email)} disabled={busy} onClick={onEnable}>
          {t.enable}
        </Button>
      )}
      {state !== "disabled" && !self && (
        <Button ariaLabel={t.disableOne(email)} onClick={() => onAsk({ what: "disable", person })}>
          {t.disable}
        </Button>
      )}
    </SpaceBetween>
  );
}

const grouped = ({ groups }: Person): string =>
  groups.length === 0 ? t.noGroups : groups.map((group) => t.groups[group]).join(", ");

function Since({ since, changed_at: changed }: Person): ReactNode {
  return (
    <>
      {timeText(since)}
      {changed !== since && (
        <Box color="text-body-secondary" fontSize="body-s">
          {t.changedAt(timeText(changed))}
        </Box>
      )}
    </>
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

type Props = { people: readonly Person[]; loading: boolean; onNotice: (notice: string | null) => void };

/** People, each with what can be changed of what they may. */
export function PeopleTable({ people, loading, onNotice }: Props): ReactNode {
  const session = useStore(useServices().auth.session);
  const [asked, setAsked] = useState<Asked | null>(null);
  const enable = useChange({ send: switchPerson, onDone: ({ email }) => onNotice(t.enabled(email)) });
  const invite = useChange({ send: inviteAgain, onDone: ({ email }) => onNotice(t.mailed(email)) });
  const busy = enable.isPending || invite.isPending;
  const error = enable.error ?? invite.error;
  const begin = (): void => {
    enable.reset();
    invite.reset();
    onNotice(null);
  };
  const dialog = {
    onClose: () => setAsked(null),
    onDone: (notice: string) => {
      setAsked(null);
      onNotice(notice);
    },
  };
  const columns: TableProps.ColumnDefinition<Person>[] = [
    {
      id: "email",
      header: t.columns.email,
      cell: ({ email, person_id: id }) => (
        <span style={{ overflowWrap: "anywhere" }}>{isSelf(session, id) ? `${email} (${t.you})` : email}</span>
      ),
      isRowHeader: true,
      minWidth: 220,
    },
    { id: "state", header: t.columns.state, cell: ({ state }) => t.states[state], minWidth: 140 },
    { id: "groups", header: t.columns.groups, cell: grouped, minWidth: 130 },
    { id: "since", header: t.columns.since, cell: (person) => <Since {...person} />, minWidth: 170 },
    {
      id: "actions",
      header: t.columns.actions,
      cell: (person) => (
        <Actions
          person={person}
          self={isSelf(session, person.person_id)}
          busy={busy}
          onAsk={(what) => {
            begin();
            setAsked(what);
          }}
          onEnable={() => {
            begin();
            enable.mutate({ person, on: true });
          }}
          onInvite={() => {
            begin();
            invite.mutate(person);
          }}
        />
      ),
      minWidth: 260,
    },
  ];
  return (
    <SpaceBetween size="m">
      {error !== null && <ErrorAlert error={error} />}
      <TableOrCards
        items={people}
        keyOf={({ person_id }) => person_id}
        columns={columns}
        wide={["email", "actions"]}
        plain={["email", "actions"]}
        wrapLines
        label={t.title}
        loading={loading}
        loadingText={t.loading}
        empty={<Nothing />}
      />
      {asked?.what === "groups" && (
        <GroupsDialog person={asked.person} isSelf={isSelf(session, asked.person.person_id)} {...dialog} />
      )}
      {asked?.what === "disable" && <DisableDialog person={asked.person} {...dialog} />}
    </SpaceBetween>
  );
}
