import Alert from "@cloudscape-design/components/alert";
import type { ReactNode } from "react";
import { useLocation, useNavigate } from "react-router";

import type { Receipt } from "@/client";
import { timeText } from "@/lib/format";
import { texts } from "@/lib/texts";

const { deletion: t } = texts;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** What the page before handed on: in the history, so that it is there after a reload, and gone with the tab. */
function receiptOf(state: unknown): Omit<Receipt, "reason"> | null {
  if (!isObject(state) || !isObject(state.receipt)) return null;
  const { upload_id, deleted_at, read_count, is_complete } = state.receipt;
  return typeof upload_id === "string" && typeof deleted_at === "string" && typeof read_count === "number"
    ? { upload_id, deleted_at, read_count, is_complete: is_complete !== false }
    : null;
}

/** The receipt of a photo that was deleted on the page before. */
export function ReceiptNote(): ReactNode {
  const location = useLocation();
  const { pathname, search, hash } = location;
  const navigate = useNavigate();
  const receipt = receiptOf(location.state);
  return (
    <div role="status">
      {receipt !== null && (
        <Alert
          type="success"
          header={t.deletedTitle}
          dismissible
          i18nStrings={{ dismissAriaLabel: t.close }}
          onDismiss={() => void navigate({ pathname, search, hash }, { replace: true, state: null })}
        >
          <div>{t.receipt(timeText(receipt.deleted_at), receipt.read_count)}</div>
          <div>{t.receiptId(receipt.upload_id)}</div>
          {!receipt.is_complete && <div>{t.restGoes}</div>}
        </Alert>
      )}
    </div>
  );
}
