import SegmentedControl from "@cloudscape-design/components/segmented-control";
import type { ReactNode } from "react";
import { useSearchParams } from "react-router";

import { texts } from "@/lib/texts";

const { queue: t } = texts.missed;

const QUEUES = ["doubt", "no_plate"] as const;
type Queue = (typeof QUEUES)[number];

const NAME = "queue";

/** Which of the two queues is worked on; it stands in the address. */
export function useWhichQueue(): Queue {
  const [query] = useSearchParams();
  return query.get(NAME) === "no_plate" ? "no_plate" : "doubt";
}

/** Leads from plates in doubt to photos without a plate, and back. */
export function WhichQueue(): ReactNode {
  const [, setQuery] = useSearchParams();
  const queue = useWhichQueue();
  return (
    <SegmentedControl
      label={t.which}
      selectedId={queue}
      options={QUEUES.map((id) => ({ id, text: t.choices[id] }))}
      onChange={({ detail }) => setQuery(detail.selectedId === "no_plate" ? { [NAME]: "no_plate" } : {})}
    />
  );
}
