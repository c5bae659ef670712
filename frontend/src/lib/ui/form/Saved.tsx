import Alert from "@cloudscape-design/components/alert";
import type { ReactNode } from "react";

import { ErrorAlert } from "@/lib/ui/ErrorAlert";

import { Arrival } from "./Arrival";

type Props = {
  error: Error | null;
  isSaved: boolean;
  /** Whether somebody else changed it in the meantime: nothing of theirs is overwritten. */
  isChanged: (error: Error) => boolean;
  said: { changedTitle: string; changedHelp: string; saved: string };
};

/** What came of saving a form. */
export function Saved({ error, isSaved, isChanged, said }: Props): ReactNode {
  if (error !== null && isChanged(error))
    return (
      <Arrival role="alert">
        <Alert type="warning" header={said.changedTitle}>
          {said.changedHelp}
        </Alert>
      </Arrival>
    );
  if (error !== null)
    return (
      <Arrival>
        <ErrorAlert error={error} />
      </Arrival>
    );
  return (
    isSaved && (
      <Arrival role="status">
        <Alert type="success">{said.saved}</Alert>
      </Arrival>
    )
  );
}
