import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Modal from "@cloudscape-design/components/modal";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQueryClient } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";

import type { DeleteReason } from "@/client";
import { deleteUpload } from "@/lib/api/uploads";
import { useGo } from "@/lib/going";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { ErrorAlert } from "@/lib/ui/ErrorAlert";
import { useSingleMutation } from "@/lib/use-single-mutation";

import { DELETE_REASONS } from "./reasons";

const { deletion: t } = texts;

/** What may show something of a photo. */
const SHOWN_OF_PHOTOS = ["uploads", "reads", "plates"];

type Props = {
  uploadId: string;
  /** Deleting somebody else's photo needs a reason. */
  needsReason: boolean;
  /** Where to go from a page that is about nothing any more. */
  next: string;
};

function Reasons({
  value,
  missing,
  onChoose,
}: {
  value: DeleteReason | null;
  missing: boolean;
  onChoose: (reason: DeleteReason) => void;
}): ReactNode {
  return (
    <FormField label={t.whyTitle} errorText={missing ? t.whyMissing : undefined}>
      <RadioGroup
        value={value}
        items={DELETE_REASONS.map((reason) => ({ value: reason, label: t.reasons[reason] }))}
        onChange={({ detail }) => {
          const reason = DELETE_REASONS.find((one) => one === detail.value);
          if (reason !== undefined) onChoose(reason);
        }}
      />
    </FormField>
  );
}

function Dialog({ uploadId, needsReason, next, onClose }: Props & { onClose: () => void }): ReactNode {
  const { client } = useServices();
  const queries = useQueryClient();
  const go = useGo();
  const [reason, setReason] = useState<DeleteReason | null>(null);
  const [tried, setTried] = useState(false);
  const forget = (): void =>
    SHOWN_OF_PHOTOS.forEach((kind) => queries.removeQueries({ queryKey: [kind], type: "inactive" }));
  const { mutate, error, isPending } = useSingleMutation({
    mutationFn: () => deleteUpload(client, uploadId, reason),
    onSuccess: async (receipt) => {
      forget();
      await go(next, { replace: true, state: { receipt } });
      // What this page showed of it: by now nobody looks at that either.
      forget();
    },
  });
  const lacksReason = needsReason && reason === null;
  const confirm = (): void => {
    setTried(true);
    if (!lacksReason) mutate();
  };
  return (
    <Modal
      visible
      onDismiss={onClose}
      header={t.title}
      closeAriaLabel={t.close}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onClose}>{t.keep}</Button>
            <Button variant="primary" onClick={confirm} loading={isPending} loadingText={texts.app.loading}>
              {t.confirm}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <p>{t.what}</p>
        <p>{t.stays}</p>
        {needsReason && <Reasons value={reason} missing={tried && lacksReason} onChoose={setReason} />}
        {error !== null && <ErrorAlert error={error} />}
      </SpaceBetween>
    </Modal>
  );
}

/** Deletes a photo, once the person has confirmed it; then the next page shows the receipt. */
export function DeletePhoto(props: Props): ReactNode {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button iconName="remove" onClick={() => setAsking(true)}>
        {t.delete}
      </Button>
      {asking && <Dialog {...props} onClose={() => setAsking(false)} />}
    </>
  );
}
