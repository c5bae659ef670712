import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import type { ReactNode } from "react";

import { sentenceOf } from "@/lib/errors";
import { texts } from "@/lib/texts/first";

type Props = { error: unknown; onRetry?: () => void };

/** Why something did not work, read out at once, and a way to try again where that can help. */
export function ErrorAlert({ error, onRetry }: Props): ReactNode {
  return (
    <div role="alert">
      <Alert
        type="error"
        header={texts.errors.heading}
        action={onRetry && <Button onClick={onRetry}>{texts.errors.tryAgain}</Button>}
      >
        {sentenceOf(error)}
      </Alert>
    </div>
  );
}
