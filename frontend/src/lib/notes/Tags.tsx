import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState, type ReactNode } from "react";

import type { Noted, TagsInput } from "@/client";
import { tagPlate } from "@/lib/api/plates";
import { refusedFields } from "@/lib/errors";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { useSingleMutation } from "@/lib/use-single-mutation";

import { isTag, LONGEST_TAG } from "./limits";
import styles from "./Notes.module.css";
import { TagChips } from "./TagChips";
import { Undo } from "./Undo";

const { notes: t } = texts;

type Props = { noted: Noted; region: string | null; onChange: (noted: Noted) => void };

/** A plate's tags, each with a way to remove it and to have it back, and a field for another one. */
export function Tags({ noted: { plate, tags }, region, onChange }: Props): ReactNode {
  const { client } = useServices();
  const [typed, setTyped] = useState("");
  const [tried, setTried] = useState(false);
  const [removed, setRemoved] = useState<string | null>(null);
  const { mutate, error, isPending } = useSingleMutation({
    mutationFn: (change: Pick<TagsInput, "add" | "remove">) => tagPlate(client, { plate, region, ...change }),
    onSuccess: (after, { add, remove }) => {
      setRemoved(remove?.[0] ?? null);
      if (add !== undefined) setTyped("");
      setTried(false);
      onChange(after);
    },
  });
  const wrong = t.tagWrong(LONGEST_TAG);
  const refused = refusedFields(error, { tags: wrong });
  const add = (): void => {
    setTried(true);
    if (isTag(typed)) mutate({ add: [typed] });
  };
  return (
    <SpaceBetween size="xs">
      {tags.length === 0 && <p>{t.noTags}</p>}
      <TagChips
        words={tags.map(({ word }) => word)}
        label={t.tags}
        after={(word) => (
          <Button
            variant="inline-icon"
            iconName="close"
            ariaLabel={t.removeTag(word)}
            onClick={() => mutate({ remove: [word] })}
          />
        )}
      />
      <Undo said={removed && t.tagRemoved(removed)} onUndo={() => mutate({ add: removed === null ? [] : [removed] })} />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <FormField
          label={t.addTag}
          description={t.addTagHelp(LONGEST_TAG)}
          errorText={tried && !isTag(typed) ? wrong : refused.tags}
        >
          <div className={styles.adding}>
            <Input value={typed} autoComplete={false} onChange={({ detail }) => setTyped(detail.value)} />
            <Button formAction="submit" loading={isPending} loadingText={texts.app.loading}>
              {t.add}
            </Button>
          </div>
        </FormField>
      </form>
      {error !== null && refused.tags === undefined && <ErrorAlert error={error} />}
    </SpaceBetween>
  );
}
