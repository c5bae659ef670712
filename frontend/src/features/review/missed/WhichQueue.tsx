import SegmentedControl from "@cloudscape-design/components/segmented-control";
import type { ReactNode } from "react";
import { useSearchParams } from "react-router";

import { texts } from "@/lib/texts";

const { queue: t } = texts.missed;

const QUEUES = ["doubt", "no_plate", "questions"] as const;
type Queue = (typeof QUEUES)[number];

const NAME = "queue";

/** Which of the queues is worked on; it stands in the address. */
export function useWhichQueue(): Queue {
  const [query] = useSearchParams();
  return QUEUES.find((queue) => queue === query.get(NAME)) ?? "doubt";
}

/** Leads from plates in doubt to photos without a plate, to questions about visits, and back. */
export function WhichQueue(): ReactNode {
  const [, setQuery] = useSearchParams();
  const queue = useWhichQueue();
  return (
    <SegmentedControl
      label={t.which}
      selectedId={queue}
      options={QUEUES.map((id) => ({ id, text: t.choices[id] }))}
      onChange={({ detail }) => setQuery(detail.selectedId === "doubt" ? {} : { [NAME]: detail.selectedId })}
    />
  );
}
