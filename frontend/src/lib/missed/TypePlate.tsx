import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { useRef, useState, type ReactNode } from "react";

import type { ReadDetail, Upload } from "@/client";
import { takeBack } from "@/lib/api/missed";
import { draftOfPhoto, useDrafts } from "@/lib/review/draft";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { useSingleMutation } from "@/lib/use-single-mutation";

import { DrawBox } from "./DrawBox";
import styles from "./TypePlate.module.css";
import { TypingFields } from "./TypingFields";
import { useTold, useTyping } from "./use-typing";

const { missed: t, review } = texts;

type Props = {
  upload: Upload;
  /** Where the photo can be shown from; null while it cannot: the plate can be typed all the same. */
  src: string | null;
};

/** That a plate is kept, with the way to take it back. */
function Saved({ detail: { read }, onBack }: { detail: ReadDetail; onBack: (detail: ReadDetail) => void }): ReactNode {
  const { client } = useServices();
  const told = useTold();
  const { mutate: undo, error } = useSingleMutation({
    mutationFn: () => takeBack(client, read),
    onSuccess: (after) => {
      told(after);
      onBack(after);
    },
  });
  return (
    <>
      <Alert type="success" action={<Button onClick={() => undo()}>{review.undo}</Button>}>
        {read.status === "needs_review" ? t.savedForReview(read.plate) : t.saved(read.plate)}
      </Alert>
      {error !== null && <ErrorAlert error={error} />}
    </>
  );
}

/** Keeps a plate that the machine missed, as it is typed by who sees it in the photo. */
export function TypePlate({ upload, src }: Props): ReactNode {
  const { upload_id: uploadId, file_name, reads, image } = upload;
  const drafts = useDrafts();
  const [open, setOpen] = useState(drafts.get(draftOfPhoto(uploadId)) !== null);
  const [said, setSaid] = useState<{ detail: ReadDetail; isBack: boolean } | null>(null);
  const root = useRef<HTMLDivElement>(null);
  const close = (): void => {
    drafts.drop(draftOfPhoto(uploadId));
    setOpen(false);
    // What had the focus is gone: without a place, screen readers begin anew at the top.
    root.current?.focus({ preventScroll: true });
  };
  const typing = useTyping(upload, (detail) => {
    setSaid({ detail, isBack: false });
    close();
  });
  const start = (): void => {
    setSaid(null);
    setOpen(true);
  };
  return (
    <div ref={root} tabIndex={-1} className={styles.typing}>
      <div role="status">
        {said?.isBack === false && (
          <Saved detail={said.detail} onBack={(detail) => setSaid({ detail, isBack: true })} />
        )}
        {said?.isBack === true && t.takenBack(said.detail.read.plate)}
      </div>
      {open ? (
        <>
          {src !== null && (
            <DrawBox
              src={src}
              alt={t.photoToDrawIn(file_name)}
              reads={reads}
              size={image}
              box={typing.box}
              onDraw={typing.draw}
            />
          )}
          <TypingFields uploadId={uploadId} typing={typing} onLeave={close} />
        </>
      ) : (
        <div>
          <Button onClick={start}>{reads.length === 0 ? t.type : t.typeAnother}</Button>
        </div>
      )}
    </div>
  );
}
