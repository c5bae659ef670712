import Button from "@cloudscape-design/components/button";
import { useState, type ReactNode } from "react";

import type { FoundRead } from "@/client";
import { DELETE_REASONS } from "@/lib/deletion/reasons";
import { REJECT_REASONS } from "@/lib/review/choice";
import { texts } from "@/lib/texts";
import type { Selection } from "@/lib/ui/TableOrCards";

import { photosOf } from "./bulk";
import { BulkDialog } from "./BulkDialog";
import { READS_A_PIECE } from "./export-file";
import styles from "./ReadsPage.module.css";
import type { Bulk } from "./use-bulk";

const { bulk: t, deletion, review } = texts;

type DialogProps = { selected: readonly FoundRead[]; bulk: Bulk; onClose: () => void };

function RejectDialog({ selected, bulk, onClose }: DialogProps): ReactNode {
  const open = selected.filter(({ status }) => status !== "rejected");
  const already = selected.length - open.length;
  return (
    <BulkDialog
      title={t.rejectTitle(open.length)}
      what={[t.rejectWhat, ...(already === 0 ? [] : [t.rejectedAlready(already)])]}
      whyTitle={review.reasonsTitle}
      reasons={REJECT_REASONS}
      words={review.reasons}
      confirm={t.reject}
      onClose={onClose}
      onConfirm={(reason) => {
        onClose();
        bulk.reject(open, reason);
      }}
    />
  );
}

function DeleteDialog({ selected, bulk, onClose }: DialogProps): ReactNode {
  return (
    <BulkDialog
      title={t.deleteTitle(photosOf(selected).length)}
      what={[t.deleteWhat, deletion.stays]}
      whyTitle={deletion.whyTitle}
      reasons={DELETE_REASONS}
      words={deletion.reasons}
      confirm={t.deleteConfirm}
      onClose={onClose}
      onConfirm={(reason) => {
        onClose();
        bulk.deletePhotos(selected, reason);
      }}
    />
  );
}

const DIALOGS = { reject: RejectDialog, delete: DeleteDialog } as const;

type Props = {
  selection: Selection<FoundRead>;
  shown: readonly FoundRead[];
  bulk: Bulk;
  onExport: () => void;
};

/** What can be done to the reads that were chosen. */
export function BulkBar({ selection, shown, bulk, onExport }: Props): ReactNode {
  const [asking, setAsking] = useState<keyof typeof DIALOGS | null>(null);
  const { selected, onChange, labelOfAll } = selection;
  const isBusy = bulk.stage.name === "running";
  const Dialog = asking && DIALOGS[asking];
  return (
    <div className={styles.bar} role="group" aria-label={t.bar}>
      <strong role="status">{t.selected(selected.length)}</strong>
      <Button disabled={isBusy} onClick={() => setAsking("reject")}>
        {t.reject}
      </Button>
      <Button disabled={isBusy} onClick={() => setAsking("delete")}>
        {t.delete}
      </Button>
      <Button disabled={selected.length > READS_A_PIECE} disabledReason={t.exportMost} onClick={onExport}>
        {texts.reads.export}
      </Button>
      <span className={styles.space} />
      {selected.length < shown.length && (
        <Button variant="link" onClick={() => onChange([...shown])}>
          {labelOfAll}
        </Button>
      )}
      <Button variant="link" onClick={() => onChange([])}>
        {t.selectNone}
      </Button>
      {Dialog && <Dialog selected={selected} bulk={bulk} onClose={() => setAsking(null)} />}
    </div>
  );
}
