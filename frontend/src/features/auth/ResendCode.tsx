import Button from "@cloudscape-design/components/button";
import type { ReactNode } from "react";

import { sentenceOf } from "@/lib/errors";
import { texts } from "@/lib/texts";
import { useSingleMutation } from "@/lib/use-single-mutation";

/** Has a new code sent, and says what came of it. */
export function ResendCode({ send }: { send: () => Promise<void> }): ReactNode {
  const { mutate, isPending, isSuccess, error } = useSingleMutation({ mutationFn: send });
  return (
    <span>
      <Button variant="inline-link" loading={isPending} loadingText={texts.app.loading} onClick={() => mutate()}>
        {texts.auth.resend}
      </Button>
      <span role="status">
        {isSuccess && ` ${texts.auth.resent}`}
        {error !== null && ` ${sentenceOf(error)}`}
      </span>
    </span>
  );
}
