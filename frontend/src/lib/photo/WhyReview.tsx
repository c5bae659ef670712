import type { ReactNode } from "react";

import type { Read } from "@/client";
import { exactPercentText } from "@/lib/format";
import { texts } from "@/lib/texts";

const { photo: t } = texts;

/** Why a read waits for a person, in a sentence; null where it does not. */
export function whyReview({
  status,
  refusal,
  is_doubted,
  left_out_text,
}: Pick<Read, "status" | "refusal" | "is_doubted" | "left_out_text">) {
  if (status !== "needs_review") return null;
  if (is_doubted) return t.whyReview.doubted;
  if (refusal === null) return t.whyReview.unknown;
  if (refusal.cause !== "too_unsure") return t.whyReview[refusal.cause];
  // That is why it is unsure: a number says less.
  if (left_out_text !== "") return t.whyReview.left_out(left_out_text);
  return refusal.confidence_needed === null
    ? t.whyReview.every_read
    : t.whyReview.too_unsure(exactPercentText(refusal.confidence_needed));
}

/** Why a read waits for a person, as a fact among others. */
export function WhyReview({ read }: { read: Read }): ReactNode {
  const why = read.source === "person" ? null : whyReview(read);
  if (why === null) return null;
  return (
    <>
      <dt>{t.whyReview.label}</dt>
      <dd>{why}</dd>
    </>
  );
}
