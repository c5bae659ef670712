import { useQueries } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { isSettled, uploadQuery } from "@/lib/api/uploads";
import { resultSentence } from "@/lib/photo/UploadResult";
import { useServices } from "@/lib/services";
import { texts } from "@/lib/texts";
import { Spoken } from "@/lib/ui/Spoken";

import { problemText } from "./problem";
import type { QueuedPhoto } from "./queue";

/** Tells people who don't see the page what came of each photo, as it comes. */
export function Announcer({ photos }: { photos: readonly QueuedPhoto[] }): ReactNode {
  const { client } = useServices();
  const sent = photos.flatMap(({ step }) => (step.name === "sent" ? [step.uploadId] : []));
  const results = useQueries({ queries: sent.map((uploadId) => uploadQuery(client, uploadId)) });
  const read = results.flatMap(({ data }) =>
    data !== undefined && isSettled(data)
      ? [{ key: data.upload_id, text: texts.photo.announce(data.file_name, resultSentence(data)) }]
      : [],
  );
  const unsent = photos.flatMap(({ id, file, step }) =>
    "problem" in step ? [{ key: id, text: texts.upload.announceProblem(file.name, problemText(step)) }] : [],
  );
  return (
    // A log is read out by what is added to it, not as a whole each time.
    <div role="log">
      {[...unsent, ...read].map(({ key, text }) => (
        <Spoken key={key}>{text}</Spoken>
      ))}
    </div>
  );
}
