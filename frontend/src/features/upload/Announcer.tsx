import { useState, type ReactNode } from "react";

import { isSettled } from "@/lib/api/uploads";
import { resultSentence } from "@/lib/photo/UploadResult";
import { texts } from "@/lib/texts";
import { Spoken } from "@/lib/ui/Spoken";

import { problemText } from "./problem";
import type { QueuedPhoto } from "./queue";
import { tallyOf, tallyText } from "./tally";
import type { Results } from "./use-results";

type Props = { photos: readonly QueuedPhoto[]; results: Results; isMany: boolean };

/** Of a few photos, what came of each. */
function Each({ photos, results }: Omit<Props, "isMany">): ReactNode {
  const unsent = photos.flatMap(({ id, file, step }) =>
    "problem" in step ? [{ key: id, text: texts.upload.announceProblem(file.name, problemText(step)) }] : [],
  );
  const read = photos.flatMap(({ step }) => {
    const upload = step.name === "sent" ? results.get(step.uploadId) : undefined;
    return upload !== undefined && isSettled(upload)
      ? [{ key: upload.upload_id, text: texts.photo.announce(upload.file_name, resultSentence(upload)) }]
      : [];
  });
  return (
    // A log is read out by what is added to it, not as a whole each time.
    <div role="log">
      {[...unsent, ...read].map(({ key, text }) => (
        <Spoken key={key}>{text}</Spoken>
      ))}
    </div>
  );
}

const QUARTERS = 4;

/** Of many photos, how far all are, a quarter at a time: nobody wants to hear a hundred names. */
function Altogether({ photos, results }: Omit<Props, "isMany">): ReactNode {
  const tally = tallyOf(photos, results);
  const quarter = Math.floor((QUARTERS * (tally.read + tally.failed)) / Math.max(1, tally.total));
  const isOver = !tally.isGoingOn;
  const [said, setSaid] = useState({ quarter: 0, isOver: false, text: "" });
  if (said.quarter !== quarter || said.isOver !== isOver) setSaid({ quarter, isOver, text: tallyText(tally) });
  return (
    <div role="status">
      <Spoken>{said.text}</Spoken>
    </div>
  );
}

/** Tells people who don't see the page what comes of their photos. */
export const Announcer = ({ isMany, ...about }: Props): ReactNode =>
  isMany ? <Altogether {...about} /> : <Each {...about} />;
