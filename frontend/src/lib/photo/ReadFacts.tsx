import type { ReactNode } from "react";

import type { Read } from "@/client";
import { isSelf } from "@/lib/auth/auth";
import { confidenceText, originText } from "@/lib/format";
import { useServices } from "@/lib/services";
import { useStore } from "@/lib/store";
import { texts } from "@/lib/texts";
import { StatusIndicator } from "@/lib/ui/StatusIndicator";

import { ColourFacts } from "./colours/ColourFacts";
import { hasOtherScripts } from "./other-scripts";
import styles from "./ReadFacts.module.css";
import { WhyReview } from "./WhyReview";

type Props = {
  read: Read;
  /** More facts, as pairs of `dt` and `dd`. */
  children?: ReactNode;
};

/** Of what a person typed nothing else is known: nobody reckoned how sure it is; where the plate is from is told once somebody said it. */
function OfPerson({ read }: { read: Read }): ReactNode {
  const session = useStore(useServices().auth.session);
  const { you, somebody, byEmail } = texts.missed.readers;
  const who = read.typed_by !== null && isSelf(session, read.typed_by) ? you : null;
  return (
    <>
      <dt>{texts.missed.readBy}</dt>
      <dd>{who ?? (read.typed_by_email === null ? somebody : byEmail(read.typed_by_email))}</dd>
      {read.corrected_region !== null && (
        <>
          <dt>{texts.photo.region}</dt>
          <dd>{originText(read)}</dd>
        </>
      )}
    </>
  );
}

function OfMachine({ read }: { read: Read }): ReactNode {
  return (
    <>
      <dt>{texts.photo.confidence}</dt>
      <dd>{confidenceText(read.confidence)}</dd>
      <dt>{texts.photo.region}</dt>
      <dd>{originText(read)}</dd>
      <dt>{texts.photo.seen}</dt>
      <dd>
        <span className={styles.code}>{read.raw_text}</span>
        {hasOtherScripts(read.raw_text) && <div className={styles.note}>{texts.photo.otherScripts}</div>}
      </dd>
      <ColourFacts read={read} />
      <WhyReview read={read} />
    </>
  );
}

/** For others: the uploader sees it where it can be taken back. */
function Doubt({ read }: { read: Read }): ReactNode {
  const session = useStore(useServices().auth.session);
  if (!read.is_doubted || isSelf(session, read.uploader)) return null;
  return (
    <>
      <dt>{texts.missed.doubt}</dt>
      <dd>
        <StatusIndicator type="warning">{texts.missed.doubtedByUploader}</StatusIndicator>
      </dd>
    </>
  );
}

/** What is known about a read, in a few lines. */
export function ReadFacts({ read, children }: Props): ReactNode {
  return (
    <dl className={styles.facts}>
      {read.source === "person" ? <OfPerson read={read} /> : <OfMachine read={read} />}
      <Doubt read={read} />
      {children}
    </dl>
  );
}
