import Box from "@cloudscape-design/components/box";
import Checkbox from "@cloudscape-design/components/checkbox";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useId, type ReactNode } from "react";

import type { Group } from "@/client";
import { texts } from "@/lib/texts";

const { people: t } = texts;

const GROUPS = Object.keys(t.groups) as Group[];

type Props = { chosen: readonly Group[]; fixed?: Group | null; onChange: (groups: Group[]) => void };

/** The groups that somebody is in. */
export function GroupBoxes({ chosen, fixed = null, onChange }: Props): ReactNode {
  const label = useId();
  return (
    <div role="group" aria-labelledby={label}>
      <SpaceBetween size="xs">
        <div id={label}>
          <Box variant="awsui-key-label">{t.columns.groups}</Box>
        </div>
        {fixed !== null && <Box color="text-body-secondary">{t.ownAdmin}</Box>}
        {GROUPS.map((group) => (
          <Checkbox
            key={group}
            checked={chosen.includes(group)}
            disabled={group === fixed}
            description={t.groupsHelp[group]}
            onChange={({ detail }) =>
              onChange(GROUPS.filter((one) => (one === group ? detail.checked : chosen.includes(one))))
            }
          >
            {t.groups[group]}
          </Checkbox>
        ))}
      </SpaceBetween>
    </div>
  );
}
