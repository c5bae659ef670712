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
import { useClearing } from "./use-clearing";
import { useExport } from "./use-export";
import { useListChange } from "./use-list-change";

const { lists: t } = texts;

function RemoveList({ list, onClose }: { list: PlateList; onClose: () => void }): ReactNode {
  const navigate = useNavigate();
  const clearing = useClearing();
  const remove = useListChange({
    send: removeList,
    // What is left when this is interrupted stands on the page of all lists.
    onDone: ({ entry_count }) =>
      void (entry_count === 0 ? Promise.resolve() : clearing.clear(list.list_id, "all")).then(() => navigate("/lists")),
  });
  return (
    <ConfirmDialog
      title={t.removeTitle(list.name)}
      action={t.remove}
      busy={remove.isPending || clearing.stage.name === "running"}
      error={remove.error}
      onConfirm={() => remove.mutate(list)}
      onClose={onClose}
    >
      {clearing.stage.name === "running" ? t.clearing(clearing.stage.removed) : t.removeHelp}
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
