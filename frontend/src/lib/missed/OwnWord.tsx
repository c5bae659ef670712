import Button from "@cloudscape-design/components/button";
import type { ReactNode } from "react";

import type { Read } from "@/client";
import { doubtRead, takeBack } from "@/lib/api/missed";
import { isSelf, type Session } from "@/lib/auth/auth";
import { currentPlate } from "@/lib/review/choice";
import { useServices } from "@/lib/services";
import { useStore } from "@/lib/store";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { StatusIndicator } from "@/lib/ui/StatusIndicator";
import { useSingleMutation } from "@/lib/use-single-mutation";

import { useAskedAnew, useTold } from "./use-typing";

const { missed: t, review } = texts;

type Word = "doubt" | "take back a doubt" | "take back a plate";

/** What a person may say of a read; null where it is nothing. */
function wordOf({ status, is_doubted, typed_by, uploader }: Read, session: Session): Word | null {
  if (status === "rejected") return null;
  if (typed_by !== null && isSelf(session, typed_by)) return "take back a plate";
  if (!isSelf(session, uploader)) return null;
  return is_doubted ? "take back a doubt" : "doubt";
}

const LABELS: Record<Word, string> = {
  doubt: t.wrong,
  "take back a doubt": review.undo,
  "take back a plate": t.takeBack,
};

/** Lets people say that a read of their own photo is wrong, and take back what they said or typed. */
export function OwnWord({ read }: { read: Read }): ReactNode {
  const { client, auth } = useServices();
  const askAnew = useAskedAnew();
  const told = useTold();
  const word = wordOf(read, useStore(auth.session));
  const { mutate, error } = useSingleMutation({
    mutationFn: () => (word === "doubt" ? doubtRead(client, read) : takeBack(client, read)),
    onSuccess: told,
    // Whatever it was: as it is shown, the read does not stand any more.
    onError: askAnew,
  });
  // Why it did not work stays, also where nothing is left to be said by now.
  const problem = error !== null && <ErrorAlert error={error} />;
  if (word === null) return problem;
  return (
    <div role="group" aria-label={currentPlate(read)}>
      {word === "take back a doubt" && <StatusIndicator type="info">{t.doubted}</StatusIndicator>}{" "}
      <Button
        variant="inline-link"
        {...(word === "doubt" ? { ariaLabel: t.wrongOf(currentPlate(read)) } : {})}
        onClick={() => mutate()}
      >
        {LABELS[word]}
      </Button>
      {problem}
    </div>
  );
}
