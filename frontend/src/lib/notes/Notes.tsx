import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useState, type ReactNode } from "react";

import type { Noted, PlateNote } from "@/client";
import { notePlate, takeNoteBack } from "@/lib/api/plates";
import { isAdmin, isSelf } from "@/lib/auth/auth";
import { refusedFields } from "@/lib/errors";
import { regionText, timeText } from "@/lib/format";
import { useServices } from "@/lib/services";
import { useStore } from "@/lib/store";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { useSingleMutation } from "@/lib/use-single-mutation";

import { isNote, LONGEST_NOTE, newNoteId } from "./limits";
import styles from "./Notes.module.css";
import { Undo } from "./Undo";

const { notes: t } = texts;

/** As much of a note as names it. */
const FIRST_CHARACTERS = 40;

type Props = { noted: Noted; region: string | null; onChange: (noted: Noted) => void };

function AddNote({ noted: { plate }, region, onChange }: Props): ReactNode {
  const { client } = useServices();
  const [text, setText] = useState("");
  const [noteId, setNoteId] = useState(newNoteId);
  const [tried, setTried] = useState(false);
  const { mutate, error, isPending } = useSingleMutation({
    mutationFn: () => notePlate(client, { plate, region, note_id: noteId, text }),
    onSuccess: (after) => {
      setText("");
      setTried(false);
      setNoteId(newNoteId());
      onChange(after);
    },
  });
  const wrong = t.noteWrong(LONGEST_NOTE);
  const refused = refusedFields(error, { text: wrong });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (isNote(text)) mutate();
      }}
    >
      <SpaceBetween size="xs">
        <FormField
          label={t.addNote}
          description={t.addNoteHelp}
          errorText={tried && !isNote(text) ? wrong : refused.text}
        >
          <Textarea value={text} rows={3} onChange={({ detail }) => setText(detail.value)} />
        </FormField>
        <Button formAction="submit" loading={isPending} loadingText={texts.app.loading}>
          {t.save}
        </Button>
        {error !== null && refused.text === undefined && <ErrorAlert error={error} />}
      </SpaceBetween>
    </form>
  );
}

/** What somebody wrote, who, when, and of which region's plate. */
export function NoteText({ note, children }: { note: PlateNote; children?: ReactNode }): ReactNode {
  return (
    <>
      <p className={styles.text}>{note.text}</p>
      <span className={styles.by}>
        <span>{t.by(note.by_email ?? note.by, timeText(note.at))}</span>
        {note.region !== null && <span>{t.ofRegion(regionText(note.region))}</span>}
        {children}
      </span>
    </>
  );
}

/** A plate's notes, oldest first; who wrote one, or an administrator, may take it back and undo that. */
export function Notes({ noted, region, onChange }: Props): ReactNode {
  const { client, auth } = useServices();
  const session = useStore(auth.session);
  const [taken, setTaken] = useState<string | null>(null);
  const { plate, notes } = noted;
  const { mutate, error } = useSingleMutation({
    mutationFn: (change: { note_id: string; is_undo: boolean }) => takeNoteBack(client, { plate, ...change }),
    onSuccess: (after, { note_id, is_undo }) => {
      setTaken(is_undo ? null : note_id);
      onChange(after);
    },
  });
  const isOwn = ({ by }: PlateNote): boolean => isSelf(session, by) || isAdmin(session);
  return (
    <SpaceBetween size="s">
      {notes.length === 0 ? (
        <p>{t.noNotes}</p>
      ) : (
        <ul className={styles.notes} aria-label={t.notes}>
          {notes.map((note) => (
            <li key={note.note_id}>
              <NoteText note={note}>
                {isOwn(note) && (
                  <Button
                    variant="inline-link"
                    ariaLabel={t.takeBackNote(note.text.slice(0, FIRST_CHARACTERS))}
                    onClick={() => mutate({ note_id: note.note_id, is_undo: false })}
                  >
                    {t.takeBack}
                  </Button>
                )}
              </NoteText>
            </li>
          ))}
        </ul>
      )}
      <Undo said={taken === null ? null : t.takenBack} onUndo={() => mutate({ note_id: taken ?? "", is_undo: true })} />
      {error !== null && <ErrorAlert error={error} />}
      <AddNote noted={noted} region={region} onChange={onChange} />
    </SpaceBetween>
  );
}
