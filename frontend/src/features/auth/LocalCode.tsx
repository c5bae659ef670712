import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";

type Mails = { messages: { code: string | null }[] };

const ASK_EVERY_MS = 2000;

async function latestCode(mailUrl: string, email: string, signal: AbortSignal): Promise<string | null> {
  const response = await fetch(`${mailUrl}?to=${encodeURIComponent(email)}`, { signal });
  const { messages } = (await response.json()) as Mails;
  return messages.find(({ code }) => code !== null)?.code ?? null;
}

type Props = { email: string; onUse: (code: string) => void };

/** On a laptop no mail is sent: shows the code that it would have carried. On AWS there is nothing here. */
export function LocalCode({ email, onUse }: Props): ReactNode {
  const { mailUrl } = useServices().config;
  const { data: code } = useQuery({
    queryKey: ["local-code", email],
    queryFn: ({ signal }) => (mailUrl === null ? null : latestCode(mailUrl, email, signal)),
    enabled: mailUrl !== null,
    refetchInterval: ASK_EVERY_MS,
  });
  if (mailUrl === null) return null;
  return (
    <div role="status">
      <Alert
        type="info"
        action={
          typeof code === "string" && (
            <Button formAction="none" onClick={() => onUse(code)}>
              {texts.auth.useCode}
            </Button>
          )
        }
      >
        {typeof code === "string" ? texts.auth.localCode(code) : texts.auth.localCodeWait}
      </Alert>
    </div>
  );
}
