import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { readRepeat } from "@/lib/api/uploads";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { RouterLink } from "@/lib/ui/RouterLink";
import { StatusIndicator } from "@/lib/ui/StatusIndicator";
import { useSingleMutation } from "@/lib/use-single-mutation";

import styles from "./UploadResult.module.css";

const t = texts.photo.repeat;

/** That a photo was not read because it shows the same as another one, with the ways to that one and to reading it. */
export function Repeat({ uploadId, repeatOf }: { uploadId: string; repeatOf: string }): ReactNode {
  const { client } = useServices();
  const queries = useQueryClient();
  const { mutate, error, isPending } = useSingleMutation({
    mutationFn: () => readRepeat(client, uploadId),
    onSettled: () => queries.invalidateQueries({ queryKey: ["uploads"] }),
  });
  return (
    <SpaceBetween size="s">
      <div>
        <StatusIndicator type="info">{t.label}</StatusIndicator>
        <p className={styles.help}>{t.help}</p>
        <RouterLink to={`/uploads/${repeatOf}`}>{t.other}</RouterLink>
      </div>
      <Button onClick={() => mutate()} loading={isPending} loadingText={texts.app.loading}>
        {t.read}
      </Button>
      {error !== null && <ErrorAlert error={error} />}
    </SpaceBetween>
  );
}
