import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import { useState, type ReactNode } from "react";

import type { Group, Person } from "@/client";
import { invitePerson, setGroups, switchPerson } from "@/lib/api/people";
import { refusedFields } from "@/lib/errors";
import { texts } from "@/lib/texts";
import { ConfirmDialog } from "@/lib/ui/ConfirmDialog";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { FormDialog } from "@/lib/ui/FormDialog";

import { GroupBoxes } from "./GroupBoxes";
import { useChange } from "./use-change";

const { people: t } = texts;

type Props = { person: Person; onClose: () => void; onDone: (notice: string) => void };

/** Asks whom to invite, and into which groups. */
export function InviteDialog({
  onClose,
  onDone,
}: {
  onClose: () => void;
  onDone: (person: Person) => void;
}): ReactNode {
  const [email, setEmail] = useState("");
  const [groups, setChosen] = useState<Group[]>([]);
  const { mutate, error, isPending } = useChange({ send: invitePerson, onDone });
  const wrong = refusedFields(error, { email: t.wrongEmail });
  return (
    <FormDialog
      title={t.inviteTitle}
      action={t.send}
      busy={isPending}
      onSubmit={() => mutate({ email, groups })}
      onClose={onClose}
    >
      {wrong.email === undefined && error !== null && <ErrorAlert error={error} />}
      <FormField label={t.email} description={t.inviteHelp} errorText={wrong.email}>
        <Input
          value={email}
          type="email"
          inputMode="email"
          autoComplete={false}
          spellcheck={false}
          onChange={({ detail }) => setEmail(detail.value)}
        />
      </FormField>
      <GroupBoxes chosen={groups} onChange={setChosen} />
    </FormDialog>
  );
}

/** Sets the groups that somebody is in. Nobody takes the administrators' from themself. */
export function GroupsDialog({ person, isSelf, onClose, onDone }: Props & { isSelf: boolean }): ReactNode {
  const [groups, setChosen] = useState<Group[]>(person.groups);
  const { mutate, error, isPending } = useChange({ send: setGroups, onDone: ({ email }) => onDone(t.saved(email)) });
  return (
    <FormDialog
      title={t.setGroupsOf(person.email)}
      action={t.save}
      busy={isPending}
      onSubmit={() => mutate({ person, groups })}
      onClose={onClose}
    >
      {error !== null && <ErrorAlert error={error} />}
      <GroupBoxes chosen={groups} fixed={isSelf ? "admins" : null} onChange={setChosen} />
    </FormDialog>
  );
}

/** Says what disabling somebody does, and asks whether it shall be done. */
export function DisableDialog({ person, onClose, onDone }: Props): ReactNode {
  const { mutate, error, isPending } = useChange({
    send: switchPerson,
    onDone: ({ email }) => onDone(t.disabled(email)),
  });
  return (
    <ConfirmDialog
      title={t.disableTitle(person.email)}
      action={t.disable}
      busy={isPending}
      error={error}
      onConfirm={() => mutate({ person, on: false })}
      onClose={onClose}
    >
      {t.disableHelp}
    </ConfirmDialog>
  );
}
