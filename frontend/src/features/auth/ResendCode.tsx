import Button from "@cloudscape-design/components/button";
import { useState, type ReactNode } from "react";

import { sentenceOf } from "@/lib/errors";
import { texts } from "@/lib/texts/first";
import { useOneAtATime } from "@/lib/use-one-at-a-time";

/** Has a new code sent, and says what came of it. */
export function ResendCode({ send }: { send: () => Promise<void> }): ReactNode {
  const [isSending, setSending] = useState(false);
  const [outcome, setOutcome] = useState("");

  const resend = useOneAtATime(async () => {
    setOutcome("");
    setSending(true);
    setOutcome(
      await send().then(
        () => texts.auth.resent,
        (error: unknown) => sentenceOf(error),
      ),
    );
    setSending(false);
  });

  return (
    <span>
      <Button variant="inline-link" loading={isSending} loadingText={texts.app.loading} onClick={resend}>
        {texts.auth.resend}
      </Button>
      <span role="status">{outcome !== "" && ` ${outcome}`}</span>
    </span>
  );
}
