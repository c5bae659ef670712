import SegmentedControl from "@cloudscape-design/components/segmented-control";
import type { ReactNode } from "react";

import type { CountedBy } from "@/client";
import { texts } from "@/lib/texts";

import { COUNTED_BY } from "./range";

const { insights: t } = texts;

type Props = { by: CountedBy; onChoose: (by: CountedBy) => void };

/** In which hour things count: that in which a photo was taken, or that in which it arrived. */
export function CountedByChooser({ by, onChoose }: Props): ReactNode {
  return (
    <SegmentedControl
      label={t.countedBy}
      selectedId={by}
      options={COUNTED_BY.map((id) => ({ id, text: t.by[id] }))}
      onChange={({ detail }) => {
        const chosen = COUNTED_BY.find((id) => id === detail.selectedId);
        if (chosen !== undefined) onChoose(chosen);
      }}
    />
  );
}
