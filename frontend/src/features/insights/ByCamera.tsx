import type { ReactNode } from "react";

import { useCameras } from "@/lib/cameras/use-cameras";
import { Chart } from "@/lib/charts/Chart";
import { ChartSection } from "@/lib/charts/ChartSection";
import { numberText } from "@/lib/format";
import { texts } from "@/lib/texts";

import { named, type Counts } from "./figures";
import { BARS_SHOWN } from "./Sections";

const { insights: t } = texts;

/** What registered cameras brought; nothing where none did. */
export function ByCamera({ total }: { total: Counts }): ReactNode {
  const names = new Map(useCameras().map(({ id, name }) => [id, name]));
  const cameras = named(total, "camera:").filter(([, photos]) => photos > 0);
  if (cameras.length === 0) return null;
  const n = (name: string): number => total[name] ?? 0;
  const rows = cameras.map(([id, photos]): [string, ...string[]] => [
    names.get(id) ?? id,
    numberText(photos),
    ...["camera_with_read", "camera_to_review", "repeat"].map((name) => numberText(n(`${name}:${id}`))),
  ]);
  const shown = cameras.slice(0, BARS_SHOWN);
  return (
    <ChartSection
      title={t.byCamera}
      help={t.byCameraHelp}
      table={{ label: t.byCamera, columns: [t.camera, t.photos, t.withRead, t.toReview, t.repeats], rows }}
    >
      <Chart
        label={t.byCamera}
        labels={shown.map(([id]) => names.get(id) ?? id)}
        series={[{ title: t.photos, values: shown.map(([, photos]) => photos) }]}
        xTitle={t.camera}
        yTitle={t.photos}
        horizontal
      />
    </ChartSection>
  );
}
