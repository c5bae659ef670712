import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";

import type { Hold } from "@/client";
import { releaseUpload } from "@/lib/api/holds";
import { timeText } from "@/lib/format";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { ConfirmDialog } from "@/lib/ui/ConfirmDialog";
import { useSingleMutation } from "@/lib/use-single-mutation";

import { HoldDialog } from "./HoldDialog";

const { hold: t } = texts;

type Props = { uploadId: string; hold: Hold | null };

const isProtected = (hold: Hold | null): hold is Hold => hold !== null && !hold.is_released;

function Release({ uploadId, hold, onClose }: { uploadId: string; hold: Hold; onClose: () => void }): ReactNode {
  const { client } = useServices();
  const queries = useQueryClient();
  const { mutate, error, isPending } = useSingleMutation({
    mutationFn: () => releaseUpload(client, uploadId, hold.version),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["reads"] });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t.release}
      action={t.release}
      busy={isPending}
      error={error}
      onConfirm={() => mutate()}
      onClose={onClose}
    >
      {t.releaseHelp}
    </ConfirmDialog>
  );
}

function Held({ hold, onChange, onRelease }: { hold: Hold; onChange: () => void; onRelease: () => void }): ReactNode {
  return (
    <Alert
      type="info"
      header={t.heldUntil(timeText(hold.until))}
      action={
        <SpaceBetween direction="horizontal" size="xs">
          <Button onClick={onChange}>{t.change}</Button>
          <Button onClick={onRelease}>{t.release}</Button>
        </SpaceBetween>
      }
    >
      {t.why(hold.reason)} {t.by(hold.by_email ?? hold.by, timeText(hold.at))} {!hold.is_whole && t.notWhole}
    </Alert>
  );
}

/** What holds a photo longer than its time, and the ways to hold and to release it; for operators. */
export function HoldPhoto({ uploadId, hold }: Props): ReactNode {
  const [open, setOpen] = useState<"hold" | "release" | null>(null);
  const close = (): void => setOpen(null);
  return (
    <div>
      <div role="status">
        {isProtected(hold) && (
          <Held hold={hold} onChange={() => setOpen("hold")} onRelease={() => setOpen("release")} />
        )}
        {hold?.is_released === true && <p>{t.released(timeText(hold.until), hold.by_email ?? hold.by)}</p>}
      </div>
      {!isProtected(hold) && <Button onClick={() => setOpen("hold")}>{t.hold}</Button>}
      {open === "hold" && <HoldDialog uploadId={uploadId} hold={hold} onClose={close} />}
      {open === "release" && isProtected(hold) && <Release uploadId={uploadId} hold={hold} onClose={close} />}
    </div>
  );
}
