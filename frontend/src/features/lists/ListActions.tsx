import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState, type ReactNode } from "react";
import { useNavigate } from "react-router";

import type { PlateList } from "@/client";
import { removeList } from "@/lib/api/lists";
import { texts } from "@/lib/texts";
import { ConfirmDialog } from "@/lib/ui/ConfirmDialog";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";

import { ClearingProgress } from "./ClearingProgress";
import { ImportDialog } from "./import/ImportDialog";
import { ListDialog } from "./ListDialog";
import { clearAll, useClearing } from "./use-clearing";
import { useExport } from "./use-export";
import { useListChange } from "./use-list-change";

const { lists: t } = texts;

function RemoveList({ list, onClose }: { list: PlateList; onClose: () => void }): ReactNode {
  const navigate = useNavigate();
  const [removed, setRemoved] = useState<number | null>(null);
  const { mutate, error, isPending } = useListChange({
    // What is left when this is interrupted stands on the page of all lists.
    send: async (client, seen: PlateList) => {
      const { entry_count, list_id } = await removeList(client, seen);
      if (entry_count > 0) await clearAll(client, list_id, "all", setRemoved);
    },
    onDone: () => void navigate("/lists"),
  });
  return (
    <ConfirmDialog
      title={t.removeTitle(list.name)}
      action={t.remove}
      busy={isPending}
      error={error}
      onConfirm={() => mutate(list)}
      onClose={onClose}
    >
      {removed === null ? t.removeHelp : t.clearing(removed)}
    </ConfirmDialog>
  );
}

/** What can be done with a whole list. */
export function ListActions({ list, mayChange }: { list: PlateList; mayChange: boolean }): ReactNode {
  const [doing, setDoing] = useState<"change" | "remove" | "import" | null>(null);
  const clearing = useClearing();
  const exporting = useExport(list);
  const close = (): void => setDoing(null);
  return (
    <SpaceBetween size="s">
      <SpaceBetween direction="horizontal" size="xs">
        {mayChange && <Button onClick={() => setDoing("import")}>{texts.importing.title}</Button>}
        <Button loading={exporting.isPending} loadingText={texts.exporting.running} onClick={exporting.start}>
          {texts.exporting.action}
        </Button>
        {mayChange && (
          <>
            <Button onClick={() => setDoing("change")}>{t.changeList}</Button>
            <Button onClick={() => void clearing.clear(list.list_id, "ended")}>{t.clearEnded}</Button>
            <Button onClick={() => setDoing("remove")}>{t.removeList}</Button>
          </>
        )}
      </SpaceBetween>
      {exporting.error !== null && <ErrorAlert error={exporting.error} />}
      <ClearingProgress clearing={clearing} />
      {doing === "change" && <ListDialog list={list} onClose={close} />}
      {doing === "remove" && <RemoveList list={list} onClose={close} />}
      {doing === "import" && <ImportDialog list={list} onClose={close} />}
    </SpaceBetween>
  );
}
