import { useState } from "react";

import type { FoundRead } from "@/client";
import { timeText } from "@/lib/format";
import { currentPlate } from "@/lib/review/choice";
import { texts } from "@/lib/texts";
import type { Selection } from "@/lib/ui/TableOrCards";

const { reads: t } = texts;

/** Which of the shown reads are chosen; what is shown no more is chosen no more. */
export function useSelection(shown: readonly FoundRead[]): Selection<FoundRead> {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const isSelected = ({ read_id }: FoundRead): boolean => ids.has(read_id);
  return {
    selected: shown.filter(isSelected),
    isSelected,
    onChange: (selected) => setIds(new Set(selected.map(({ read_id }) => read_id))),
    onToggle: ({ read_id }) =>
      setIds(
        (before) => new Set(before.has(read_id) ? [...before].filter((id) => id !== read_id) : [...before, read_id]),
      ),
    label: t.select,
    labelOfAll: t.selectAll,
    labelOf: (read) => t.selectRead(currentPlate(read), timeText(read.seen_at)),
  };
}
