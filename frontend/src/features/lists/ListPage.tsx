import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useParams } from "react-router";

import type { ListEntry, PlateList } from "@/client";
import { entriesQuery, listsQuery, removeEntries, saveEntry } from "@/lib/api/lists";
import { sitesQuery } from "@/lib/api/sites";
import { isAdmin } from "@/lib/auth/auth";
import { numberText } from "@/lib/format";
import { useServices } from "@/lib/services";
import { useStore } from "@/lib/store";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { Loading } from "@/lib/ui/Loading";
import { PageHeading } from "@/lib/ui/PageHeading";
import { RouterLink } from "@/lib/ui/RouterLink";

import { againOf } from "./draft";
import { EntryDialog } from "./EntryDialog";
import { EntryTable } from "./EntryTable";
import { ListActions } from "./ListActions";
import { useListChange } from "./use-list-change";

const { entries: t, lists: l } = texts;

/** Takes an entry away at once, and offers to put it back. */
function useRemoving(list_id: string) {
  const [gone, setGone] = useState<ListEntry | null>(null);
  const remove = useListChange({
    send: removeEntries,
    onDone: ({ entries }) => setGone(entries[0] ?? null),
  });
  const undo = useListChange({ send: saveEntry, onDone: () => setGone(null) });
  return {
    gone,
    error: remove.error ?? undo.error,
    remove: (entry: ListEntry): void => remove.mutate({ list_id, entries: [entry] }),
    undo: (entry: ListEntry): void => undo.mutate({ list_id, ...againOf(entry) }),
  };
}

function Entries({ list, mayChange }: { list: PlateList; mayChange: boolean }): ReactNode {
  const { client } = useServices();
  const [begins, setBegins] = useState("");
  const [asked, setAsked] = useState("");
  const [editing, setEditing] = useState<ListEntry | "new" | null>(null);
  const { gone, error: removingError, remove, undo } = useRemoving(list.list_id);
  const { data: sites } = useQuery(sitesQuery(client));
  const names = new Map((sites?.sites ?? []).map(({ site_id, name }) => [site_id, name]));
  const found = useInfiniteQuery(entriesQuery(client, list.list_id, asked));
  const entries = found.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <SpaceBetween size="m">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(begins.trim());
        }}
      >
        <SpaceBetween direction="horizontal" size="m" alignItems="end">
          <FormField label={t.begins}>
            <Input
              value={begins}
              autoComplete={false}
              onChange={({ detail }) => setBegins(detail.value)}
              onBlur={() => setAsked(begins.trim())}
            />
          </FormField>
          {mayChange && (
            <Button variant="primary" formAction="none" onClick={() => setEditing("new")}>
              {t.add}
            </Button>
          )}
        </SpaceBetween>
      </form>
      {found.error !== null && <ErrorAlert error={found.error} onRetry={() => void found.refetch()} />}
      {removingError !== null && <ErrorAlert error={removingError} />}
      <div role="status">
        {gone !== null && (
          <Alert type="success" action={<Button onClick={() => undo(gone)}>{t.undo}</Button>}>
            {t.removed(gone.plate)}
          </Alert>
        )}
      </div>
      <EntryTable
        entries={entries}
        label={list.name}
        loading={found.isPending}
        siteNames={names}
        changing={mayChange ? { onChange: setEditing, onRemove: remove } : null}
      />
      {found.hasNextPage && (
        <Box textAlign="center">
          <Button loading={found.isFetchingNextPage} loadingText={t.loading} onClick={() => void found.fetchNextPage()}>
            {t.more}
          </Button>
        </Box>
      )}
      {editing !== null && (
        <EntryDialog list={list} {...(editing === "new" ? {} : { entry: editing })} onClose={() => setEditing(null)} />
      )}
    </SpaceBetween>
  );
}

function Missing(): ReactNode {
  return (
    <SpaceBetween size="s">
      <PageHeading title={l.missing} lead={l.missingHelp} />
      <RouterLink to="/lists">{l.back}</RouterLink>
    </SpaceBetween>
  );
}

/** A list with its entries; administrators change them. */
export function ListPage(): ReactNode {
  const { auth, client } = useServices();
  const { listId } = useParams();
  const mayChange = isAdmin(useStore(auth.session));
  const { data, error, isPending, refetch } = useQuery({ ...listsQuery(client), staleTime: 0 });
  if (isPending) return <Loading label={l.loading} />;
  if (error !== null) return <ErrorAlert error={error} onRetry={() => void refetch()} />;
  const list = data.lists.find(({ list_id, removed_at }) => list_id === listId && removed_at === null);
  if (list === undefined) return <Missing />;
  return (
    <SpaceBetween size="l">
      <RouterLink to="/lists">{l.back}</RouterLink>
      <PageHeading
        title={list.name}
        counter={numberText(list.entry_count)}
        lead={`${l.kinds[list.kind]}: ${l.kindHelp[list.kind]}`}
      />
      <ListActions list={list} mayChange={mayChange} />
      <Entries list={list} mayChange={mayChange} />
    </SpaceBetween>
  );
}
