import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { useEffect, useState, type ReactNode } from "react";

import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts/first";

type Mails = { messages: { code: string | null }[] };

const ASK_EVERY_MS = 2000;

async function latestCode(mailUrl: string, email: string, signal: AbortSignal): Promise<string | null> {
  const response = await fetch(`${mailUrl}?to=${encodeURIComponent(email)}`, { signal });
  const { messages } = (await response.json()) as Mails;
  return messages.find(({ code }) => code !== null)?.code ?? null;
}

/** The newest code of an address, asked for again and again; null before there is one. */
function useLatestCode(mailUrl: string | null, email: string): string | null {
  const [code, setCode] = useState<string | null>(null);
  useEffect(() => {
    if (mailUrl === null) return;
    const end = new AbortController();
    // What does not come now comes the next time.
    const ask = (): void => void latestCode(mailUrl, email, end.signal).then(setCode, () => undefined);
    ask();
    const timer = setInterval(ask, ASK_EVERY_MS);
    return () => {
      clearInterval(timer);
      end.abort();
    };
  }, [mailUrl, email]);
  return code;
}

type Props = { email: string; onUse: (code: string) => void };

/** On a laptop no mail is sent: shows the code that it would have carried. On AWS there is nothing here. */
export function LocalCode({ email, onUse }: Props): ReactNode {
  const { mailUrl } = useServices().config;
  const code = useLatestCode(mailUrl, email);
  if (mailUrl === null) return null;
  return (
    <div role="status">
      <Alert
        type="info"
        action={
          code !== null && (
            <Button formAction="none" onClick={() => onUse(code)}>
              {texts.auth.useCode}
            </Button>
          )
        }
      >
        {code !== null ? texts.auth.localCode(code) : texts.auth.localCodeWait}
      </Alert>
    </div>
  );
}
