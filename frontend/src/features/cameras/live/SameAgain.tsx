import Button from "@cloudscape-design/components/button";
import type { ReactNode } from "react";

import type { Upload } from "@/client";
import { readRepeat } from "@/lib/api/uploads";
import { isOperator } from "@/lib/auth/auth";
import { preciseTimeText } from "@/lib/format";
import { useServices } from "@/lib/services";
import { useStore } from "@/lib/store";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { StatusIndicator } from "@/lib/ui/StatusIndicator";
import { useSingleMutation } from "@/lib/use-single-mutation";

const { photo, watching: t } = texts;

/** That a photo was not read because it shows the same as before; operators may have it read all the same. */
export function SameAgain({ upload, onAsked }: { upload: Upload; onAsked: () => void }): ReactNode {
  const { auth, client } = useServices();
  const session = useStore(auth.session);
  const taken = upload.captured_at ?? upload.created_at;
  const { mutate, error, isPending } = useSingleMutation({
    mutationFn: () => readRepeat(client, upload.upload_id),
    onSettled: onAsked,
  });
  return (
    <>
      <StatusIndicator type="info">{photo.repeat.label}</StatusIndicator>
      {isOperator(session) && (
        <Button
          variant="inline-link"
          ariaLabel={`${photo.repeat.read}: ${t.live.photoAt(preciseTimeText(taken))}`}
          onClick={() => mutate()}
          loading={isPending}
          loadingText={texts.app.loading}
        >
          {photo.repeat.read}
        </Button>
      )}
      {error !== null && <ErrorAlert error={error} />}
    </>
  );
}
